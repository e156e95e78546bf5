// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace remit::ui {

class HelpView;

/// The Help dock: a line to search the pages by, and the page.
class HelpPanel : public QWidget {
    Q_OBJECT

public:
    explicit HelpPanel(QWidget* parent = nullptr);

    [[nodiscard]] HelpView& view() const { return *m_view; }
    [[nodiscard]] QLineEdit& line() const { return *m_line; }

private:
    QLineEdit* m_line;
    HelpView* m_view;
};

} // namespace remit::ui
