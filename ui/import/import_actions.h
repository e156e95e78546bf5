// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// Plugs the import assistant into the window: the actions that open it, and files dropped on the
/// window.
void addImport(MainWindow& window);

} // namespace remit::ui
