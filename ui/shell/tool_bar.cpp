// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tool_bar.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/typography.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QToolBar>
#include <QToolButton>

namespace remit::ui {
namespace {

const QString kToolBar = QStringLiteral("toolBar");

/// By id; an empty one is a line. Those of replay are added by its views; the modes, which have no
/// icon, show as words.
constexpr const char* kOrder[] = {"workspace.recent",
                                  "policies.revision",
                                  "",
                                  "file.save",
                                  "edit.undo",
                                  "edit.redo",
                                  "",
                                  "replay.run",
                                  "replay.consequential",
                                  "replay.frontLoaded",
                                  "",
                                  "go.anything",
                                  "go.actions"};

/// What is chosen is part of the name that is read out.
void makeChooser(QToolButton& button, const QAction& action, QMenu* menu)
{
    button.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button.setMenu(menu);
    const auto name = [&button, &action] {
        button.setAccessibleName(ActionRegistry::nameOf(action) + QStringLiteral(": ") +
                                 action.iconText());
    };
    QObject::connect(&action, &QAction::changed, &button, name);
    name();
}

void fill(QToolBar& bar, const ActionRegistry& actions, const ToolBarMenus& choosers)
{
    bar.clear();
    bool divide = false;
    for (const char* id : kOrder) {
        QAction* action = actions.find(QLatin1String(id));
        if (action == nullptr) {
            divide = divide || *id == '\0';
            continue;
        }
        if (divide && !bar.actions().isEmpty())
            bar.addSeparator();
        divide = false;
        bar.addAction(action);
        auto* button = qobject_cast<QToolButton*>(bar.widgetForAction(action));
        if (button == nullptr)
            continue;
        button->setAccessibleName(ActionRegistry::nameOf(*action));
        button->setObjectName(QStringLiteral("tool.") + QLatin1String(id));
        if (const auto chooser = choosers.find(QLatin1String(id)); chooser != choosers.end())
            makeChooser(*button, *action, chooser->second);
    }
}

} // namespace

QToolBar* makeToolBar(ActionRegistry& actions, const ToolBarMenus& choosers)
{
    auto* bar = new QToolBar(QCoreApplication::translate("ToolBar", "Tools"));
    bar->setObjectName(kToolBar);
    bar->setMovable(false);
    bar->setIconSize({kToolIconSize, kToolIconSize});
    fill(*bar, actions, choosers);
    QObject::connect(&actions, &ActionRegistry::actionAdded, bar,
                     [bar, &actions, choosers](QAction* added) {
                         for (const char* id : kOrder) {
                             if (added->objectName() == QLatin1String(id))
                                 fill(*bar, actions, choosers);
                         }
                     });
    return bar;
}

void popUpChooser(const QWidget& window, QAction& action, QMenu& menu)
{
    const auto* bar = window.findChild<QToolBar*>(kToolBar);
    const QWidget* button = bar == nullptr ? nullptr : bar->widgetForAction(&action);
    const bool seen = button != nullptr && button->isVisible();
    menu.popup(seen ? button->mapToGlobal(QPoint(0, button->height()))
                    : window.mapToGlobal(QPoint(0, 0)));
    // By keys one goes on with keys: the first entry is chosen.
    for (QAction* first : menu.actions()) {
        if (first->isEnabled() && !first->isSeparator()) {
            menu.setActiveAction(first);
            break;
        }
    }
}

} // namespace remit::ui
