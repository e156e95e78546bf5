// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/hover.h"
#include "core/base/diagnostic.h"

#include <QFrame>
#include <QString>

#include <vector>

class QVBoxLayout;

namespace remit::ui {

class Theme;

/// What is known of the thing under the mouse: first why it is wrong, if it is, then what it is.
/// All of it is the text of others and is shown as plain text. A child of the window, without
/// focus.
class HoverCard : public QFrame {
    Q_OBJECT

public:
    HoverCard(const Theme& theme, QWidget& editor);

    struct Content {
        std::vector<Diagnostic> problems;
        std::vector<assist::Hover::Line> lines;

        [[nodiscard]] bool isEmpty() const { return problems.empty() && lines.empty(); }
    };
    /// Above the line that ends at the point of the window, or below it where there is no room.
    void showAt(const Content& content, QPoint belowLine, int lineHeight);
    /// All of it, for screen readers and tests.
    [[nodiscard]] QString plainText() const { return m_plainText; }

signals:
    /// The user wants to know more of that code.
    void explanationWanted(const QString& code);
    void fixWanted();

private:
    void clear();
    void add(const Diagnostic& problem);
    void add(const assist::Hover::Line& line);
    void addText(const QString& text, const QFont& font, bool muted);
    void addLinks(const Diagnostic& problem);

    const Theme& m_theme;
    QVBoxLayout* m_rows;
    QString m_plainText;
};

} // namespace remit::ui
