// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// The dock, its actions, and the signs in the editors.
void addCoverageDock(MainWindow& window);

} // namespace remit::ui
