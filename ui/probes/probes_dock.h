// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

void addProbesDock(MainWindow& window);

} // namespace remit::ui
