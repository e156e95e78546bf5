// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QAction;
class QWidget;

namespace remit::ui {

class MainWindow;
struct ActionSpec;

/// A page of the middle that needs a workspace, with the action that opens it.
struct PageSpec {
    QString key;   ///< of the centre
    QString title; ///< of its tab; the icon is the action's
    std::function<QWidget*()> make;
};

/// Adds the action, which can be used while a workspace is open, and opens the page. The page goes
/// by its cross, and with the workspace.
QAction* addPageAction(MainWindow& window, const ActionSpec& spec, PageSpec page);

} // namespace remit::ui
