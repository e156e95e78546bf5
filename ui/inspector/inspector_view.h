// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decision/explanation.h"
#include "ui/inspector/explanation_html.h"
#include "ui/inspector/verdict_extras.h"

#include <QTextBrowser>

#include <functional>
#include <optional>

namespace remit::ui {

/// Draws the sign of a verdict at a size in logical pixels.
using VerdictPixmap = std::function<QPixmap(decision::Verdict, int)>;

/// Why a call was decided as it was: the page of explanationHtml, with its links. Reads only;
/// everything in it can be selected and copied, and reached by keyboard (Tab, Enter).
class InspectorView : public QTextBrowser {
    Q_OBJECT

public:
    explicit InspectorView(QWidget* parent = nullptr);

    void setAppearance(const ExplanationPalette& palette, VerdictPixmap pixmap);

    /// `review`: what people have made of it, a sentence; empty: nobody has marked it.
    void show(decision::Explanation explanation, const QString& review);
    void setExtras(VerdictExtras extras);
    [[nodiscard]] const VerdictExtras& extras() const { return m_extras; }
    /// A line that says what belongs here, or why it cannot be shown; below it a link that brings
    /// it, where there is one.
    void showNothing(const QString& line, const QString& link = {});
    /// The call that is shown, if any.
    [[nodiscard]] const std::optional<decision::Explanation>& explanation() const
    {
        return m_explanation;
    }

signals:
    /// A policy or clause was chosen: bytes [begin, end) of the file.
    void placeChosen(const QString& file, quint32 begin, quint32 end);
    /// A grant, task or entity was chosen, by the name of its kind's icon: "grants" …
    void nameChosen(const QString& kind, const QString& name);
    void linkChosen(); ///< the one below the line of showNothing()
    void reviewWanted();
    void remediesWanted();
    void remedyChosen(int number);
    void callChosen(const QString& run, qint64 step);

protected:
    QVariant loadResource(int type, const QUrl& name) override;

private:
    void follow(const QUrl& link);
    void followName(const QUrl& link);
    void render();

    ExplanationPalette m_palette;
    VerdictPixmap m_pixmap;
    std::optional<decision::Explanation> m_explanation;
    VerdictExtras m_extras;
    QString m_emptyLine;
    QString m_emptyLink;
    std::set<QString> m_opened; ///< origins and lists that are shown whole
};

} // namespace remit::ui
