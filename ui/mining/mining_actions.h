// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// The action that opens the mining wizard in the centre.
void addMiningActions(MainWindow& window);

} // namespace remit::ui
