// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/menus.h"

#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

#include <utility>

namespace remit::ui {
namespace {

void fill(QMenu& menu, const ActionRegistry& actions, Menu which)
{
    menu.clear();
    int group = 0;
    for (QAction* action : actions.of(which)) {
        const int next = actions.spec(action)->group;
        if (next != group && !menu.isEmpty())
            menu.addSeparator();
        group = next;
        menu.addAction(action);
    }
    menu.menuAction()->setVisible(!menu.isEmpty());
}

} // namespace

void setupMenus(QMenuBar& bar, ActionRegistry& actions)
{
    const std::pair<Menu, QString> menus[] = {
        {Menu::File, tr("&File")}, {Menu::Edit, tr("&Edit")},     {Menu::View, tr("&View")},
        {Menu::Go, tr("&Go")},     {Menu::Replay, tr("&Replay")}, {Menu::Help, tr("&Help")},
    };
    for (const auto& [which, title] : menus) {
        QMenu* menu = bar.addMenu(title);
        fill(*menu, actions, which);
        QObject::connect(&actions, &ActionRegistry::actionAdded, menu,
                         [menu, &actions, wanted = which](const QAction* added) {
                             if (actions.spec(added)->menu == wanted)
                                 fill(*menu, actions, wanted);
                         });
    }
}

} // namespace remit::ui
