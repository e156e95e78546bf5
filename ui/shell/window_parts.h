// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// Go: next and previous part of the window (F6, Shift+F6): page, docks, tool bar, one after the
/// other. The way out of an editor, where Tab is a sign like others.
void addPartActions(MainWindow& window);

} // namespace remit::ui
