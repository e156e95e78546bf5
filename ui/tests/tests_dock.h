// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// Plugs policy tests into the window: the dock Tests, and the actions that run them and make one
/// of the selected call.
void addTestsDock(MainWindow& window);

} // namespace remit::ui
