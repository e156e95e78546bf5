// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;

namespace remit::ui {

class ActionRegistry;

/// Cut, copy, paste and select all: they work on whatever has the focus and knows them (text
/// fields, editors; tables copy the selected rows).
QList<QAction*> addFocusCommands(ActionRegistry& actions);

} // namespace remit::ui
