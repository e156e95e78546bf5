// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// The actions of the frame itself: workspaces, going places, appearance, help. Those of a view are
/// added by the view.
void addWorkspaceActions(MainWindow& window);
void addGoActions(MainWindow& window);
void addAppearanceActions(MainWindow& window);
void addHelpActions(MainWindow& window);

} // namespace remit::ui
