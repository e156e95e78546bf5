// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;

namespace remit::ui {

class MainWindow;

/// Plugs the delegation view into the window: the action "view.graph", which opens it in the
/// middle.
void addGraphPage(MainWindow& window);

/// Opens the view and selects the node of that uid text (or tool name), or the grant of that id.
void showInGraph(MainWindow& window, const QString& id);

} // namespace remit::ui
