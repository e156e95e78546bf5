// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// Plugs the bundle views into the window: opening a bundle, exporting one, the trusted keys.
void addBundles(MainWindow& window);

} // namespace remit::ui
