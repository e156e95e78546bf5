// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// Plugs replay into the window: the docks Runs, Calls and Inspector, and the actions of the menu
/// Replay.
void addReplayDocks(MainWindow& window);

} // namespace remit::ui
