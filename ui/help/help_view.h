// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/help/help_pages.h"

#include <QTextBrowser>

#include <vector>

namespace remit::ui {

/// The Help dock: shows the pages that are built into the program, and loads nothing else. Alt+Left
/// goes back.
class HelpView : public QTextBrowser {
    Q_OBJECT

public:
    explicit HelpView(QWidget* parent = nullptr);

    void open(const HelpPage& page);
    /// The page of a diagnostic's code; empty: the index.
    void showCode(const QString& code);
    [[nodiscard]] const QString& path() const { return m_path; } ///< of the page shown

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void go(const HelpPage& page);
    void show(const HelpPage& page);
    void back();
    void follow(const QUrl& link);

    QString m_path;
    QString m_markdown;
    std::vector<HelpPage> m_before; ///< pages to go back to
};

} // namespace remit::ui
