// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// The dock that holds plans against behaviour, after every replay.
void addPlanDock(MainWindow& window);

} // namespace remit::ui
