// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// Plugs the delegation view into the window: the action "view.graph", which opens it in the
/// middle.
void addGraphPage(MainWindow& window);

} // namespace remit::ui
