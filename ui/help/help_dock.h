// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// The Help dock, and F1: the page of the problem chosen in the Problems view, else of the one at
/// the caret, else the index. After the Problems dock.
void addHelpDock(MainWindow& window);

} // namespace remit::ui
