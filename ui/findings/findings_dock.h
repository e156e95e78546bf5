// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// Plugs the Findings dock into the window. After the graph and the what-if dock, to which its
/// links lead.
void addFindingsDock(MainWindow& window);

} // namespace remit::ui
