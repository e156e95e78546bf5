// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QMenu;

namespace remit::ui {

class MainWindow;

/// First in the tool bar: which workspace is open, and the recent ones to change to. Action
/// "workspace.recent".
class WorkspaceChooser : public QObject {
    Q_OBJECT

public:
    explicit WorkspaceChooser(MainWindow& window);

    [[nodiscard]] QMenu* menu() const { return m_menu; }

private:
    void showName();
    void fill();

    MainWindow& m_window;
    QAction* m_action;
    QMenu* m_menu;
};

} // namespace remit::ui
