// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

class QAction;
class QMenu;
class QPoint;
class QString;
class QToolBar;
class QWidget;

namespace remit::ui {

class ActionRegistry;

/// The menu that an action of the tool bar opens, by the action's id.
using ToolBarMenus = std::map<QString, QMenu*>;

/// The tool bar. An action that is added to the registry later takes its place in it. One with a
/// menu is a chooser: it shows the action's icon text, what is chosen now, beside the icon.
[[nodiscard]] QToolBar* makeToolBar(ActionRegistry& actions, const ToolBarMenus& choosers = {});

/// Opens the menu of a chooser below its button in that window's tool bar; where the button is out
/// of sight, at the corner of the window.
void popUpChooser(const QWidget& window, QAction& action, QMenu& menu);

} // namespace remit::ui
