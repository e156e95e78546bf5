// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenuBar;

namespace remit::ui {

class ActionRegistry;

/// Fills the menu bar from the registry, and again whenever an action is added.
void setupMenus(QMenuBar& bar, ActionRegistry& actions);

} // namespace remit::ui
