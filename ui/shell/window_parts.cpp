// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_parts.h"

#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/docks.h"
#include "ui/shell/find/find_bar.h"
#include "ui/shell/first_focus.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"
#include "ui/shell/welcome_page.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QToolBar>

#include <algorithm>

namespace remit::ui {
namespace {

/// The widget that takes the focus for a part: itself, its proxy, or the first below that can.
QWidget* focusTargetOf(QWidget* part)
{
    if (QWidget* first = FirstFocus::of(*part))
        return first;
    if (part->focusPolicy() != Qt::NoFocus || part->focusProxy() != nullptr)
        return part;
    for (QWidget* child : part->findChildren<QWidget*>()) {
        if (child->isVisibleTo(part) && child->isEnabled() &&
            (child->focusPolicy() & Qt::TabFocus) == Qt::TabFocus)
            return child;
    }
    return nullptr;
}

QList<QWidget*> visibleParts(MainWindow& window)
{
    QList<QWidget*> parts;
    const auto add = [&parts](QWidget* part) {
        if (part != nullptr && part->isVisible() && focusTargetOf(part) != nullptr)
            parts.append(part);
    };
    add(window.findChild<WelcomePage*>());
    add(window.centre().currentWidget());
    add(window.findChild<FindBar*>());
    for (QDockWidget* dock : window.docks().all()) {
        if (!dock->visibleRegion().isEmpty()) // else it stands behind another
            add(dock->widget());
    }
    add(window.findChild<QToolBar*>(QStringLiteral("toolBar")));
    return parts;
}

void stepPart(MainWindow& window, int by)
{
    const QList<QWidget*> parts = visibleParts(window);
    if (parts.isEmpty())
        return;
    const QWidget* focus = QApplication::focusWidget();
    qsizetype at = by > 0 ? -1 : 0;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (focus != nullptr && (parts[i] == focus || parts[i]->isAncestorOf(focus)))
            at = i;
    }
    // One that does not take the focus after all is passed over.
    for (qsizetype tried = 1; tried <= parts.size(); ++tried) {
        QWidget* part = parts[((at + by * tried) % parts.size() + parts.size()) % parts.size()];
        focusTargetOf(part)->setFocus(Qt::TabFocusReason);
        const QWidget* now = QApplication::focusWidget();
        if (now != nullptr && (now == part || part->isAncestorOf(now)))
            return;
    }
}

} // namespace

void addPartActions(MainWindow& window)
{
    ActionRegistry& actions = window.studio().actions();
    actions.add({.id = QStringLiteral("go.nextPart"),
                 .text = tr("Ne&xt part of the window"),
                 .help = tr("Takes the focus from the page to the docks and around; the way out "
                            "of an editor."),
                 .shortcut = QKeySequence(Qt::Key_F6),
                 .menu = Menu::Go,
                 .group = 50},
                [&window] { stepPart(window, 1); });
    actions.add({.id = QStringLiteral("go.previousPart"),
                 .text = tr("Pre&vious part of the window"),
                 .help = tr("The same, the other way round."),
                 .shortcut = QKeySequence(Qt::SHIFT | Qt::Key_F6),
                 .menu = Menu::Go,
                 .group = 50},
                [&window] { stepPart(window, -1); });
}

} // namespace remit::ui
