// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tool_bar.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/typography.h"

#include <QAction>
#include <QCoreApplication>
#include <QToolBar>
#include <QToolButton>

namespace remit::ui {
namespace {

/// By id; an empty one is a line. Those of replay are added by its views; the modes, which have no
/// icon, show as words.
constexpr const char* kOrder[] = {"workspace.open",     "", "file.save",   "edit.undo",
                                  "edit.redo",          "", "replay.run",  "replay.consequential",
                                  "replay.frontLoaded", "", "go.anything", "go.actions"};

void fill(QToolBar& bar, const ActionRegistry& actions)
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
        if (auto* button = qobject_cast<QToolButton*>(bar.widgetForAction(action)))
            button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    }
}

} // namespace

QToolBar* makeToolBar(ActionRegistry& actions)
{
    auto* bar = new QToolBar(QCoreApplication::translate("ToolBar", "Tools"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setIconSize({kToolIconSize, kToolIconSize});
    fill(*bar, actions);
    QObject::connect(&actions, &ActionRegistry::actionAdded, bar, [bar, &actions](QAction* added) {
        for (const char* id : kOrder) {
            if (added->objectName() == QLatin1String(id))
                fill(*bar, actions);
        }
    });
    return bar;
}

} // namespace remit::ui
