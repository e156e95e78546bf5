// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/layouts.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"

#include <QAction>
#include <QActionGroup>
#include <QDockWidget>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace remit::ui {
namespace {

QString stateName(const QString& layout)
{
    return QStringLiteral("layout/") + layout;
}

QJsonObject descriptionOf(const QString& name)
{
    QFile file(QStringLiteral(":/layouts/%1.json").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

Qt::DockWidgetArea areaOf(const QString& name)
{
    if (name == QLatin1String("left"))
        return Qt::LeftDockWidgetArea;
    return name == QLatin1String("right") ? Qt::RightDockWidgetArea : Qt::BottomDockWidgetArea;
}

} // namespace

Layouts::Layouts(MainWindow& window, Docks& docks, ActionRegistry& actions,
                 Preferences& preferences)
    : QObject(&window)
    , m_window(window)
    , m_docks(docks)
    , m_actions(actions)
    , m_preferences(preferences)
{
    const std::pair<QString, QString> texts[] = {
        {tr("&Author"), tr("The docks for writing policies: editor, problems, tests.")},
        {tr("&Investigate"), tr("The docks for a replay: runs, timeline, inspector.")},
        {tr("&Review"), tr("The docks for a review: findings, coverage, compare.")},
    };
    auto* group = new QActionGroup(this);
    for (int i = 0; i < names().size(); ++i) {
        const QString name = names().at(i);
        QAction* action =
            m_actions.addToggle({.id = QStringLiteral("view.layout.") + name,
                                 .text = texts[i].first,
                                 .help = texts[i].second,
                                 .shortcut = QKeySequence(QStringLiteral("Ctrl+Alt+%1").arg(i + 1)),
                                 .menu = Menu::View,
                                 .group = 10},
                                [this, name](bool) { activate(name); });
        group->addAction(action);
    }
    m_actions.add({.id = QStringLiteral("view.layout.reset"),
                   .text = tr("Reset &layout"),
                   .help = tr("Puts all docks of this layout where they stood at first."),
                   .icon = QStringLiteral("reset"),
                   .menu = Menu::View,
                   .group = 11},
                  [this] { reset(); });
}

QStringList Layouts::names()
{
    return {QStringLiteral("author"), QStringLiteral("investigate"), QStringLiteral("review")};
}

void Layouts::activate(const QString& name)
{
    if (name == m_current || !names().contains(name))
        return;
    save();
    take(name);
}

void Layouts::reset()
{
    m_preferences.forgetWindowState(stateName(m_current));
    describe(m_current);
}

void Layouts::save()
{
    if (m_current.isEmpty())
        return;
    m_preferences.setWindowState(stateName(m_current), m_window.saveState(kStateVersion));
    m_preferences.setLayout(m_current);
}

void Layouts::restore()
{
    const QString last = m_preferences.layout();
    take(names().contains(last) ? last : names().first());
}

void Layouts::take(const QString& name)
{
    m_current = name;
    m_preferences.setLayout(name);
    // Docks that are newer than the remembered state keep the place that the description gives.
    describe(name);
    const QByteArray state = m_preferences.windowState(stateName(name));
    if (!state.isEmpty())
        m_window.restoreState(state, kStateVersion);
    if (QAction* action = m_actions.find(QStringLiteral("view.layout.") + name))
        action->setChecked(true);
    emit activated(name);
}

/// {"left": [["workspace"], ["outline"]], …, "sizes": {"left": 240}, "front": ["problems"]}: each
/// inner list stands one behind the other, in tabs. Docks that are not named are closed.
void Layouts::describe(const QString& name)
{
    const QJsonObject description = descriptionOf(name);
    for (QDockWidget* dock : m_docks.all()) {
        dock->setFloating(false);
        dock->hide();
    }
    for (const QString& side :
         {QStringLiteral("left"), QStringLiteral("right"), QStringLiteral("bottom")}) {
        QList<QDockWidget*> placed;
        QList<int> sizes;
        for (const QJsonValue& stack : description.value(side).toArray()) {
            QDockWidget* first = nullptr;
            for (const QJsonValue& id : stack.toArray()) {
                QDockWidget* dock = m_docks.find(id.toString());
                if (dock == nullptr)
                    continue;
                m_window.addDockWidget(areaOf(side), dock);
                if (first != nullptr)
                    m_window.tabifyDockWidget(first, dock);
                first = first == nullptr ? dock : first;
                dock->show();
            }
            if (first != nullptr) {
                placed.append(first);
                sizes.append(
                    description.value(QStringLiteral("sizes")).toObject().value(side).toInt(240));
            }
        }
        m_window.resizeDocks(placed, sizes,
                             side == QLatin1String("bottom") ? Qt::Vertical : Qt::Horizontal);
    }
    for (const QJsonValue& id : description.value(QStringLiteral("front")).toArray())
        m_docks.reveal(id.toString());
}

} // namespace remit::ui
