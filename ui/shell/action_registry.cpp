// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/action_registry.h"

#include "ui/shell/icons.h"

#include <QAction>

#include <algorithm>
#include <utility>

namespace remit::ui {

QAction* ActionRegistry::make(const ActionSpec& spec)
{
    Q_ASSERT_X(find(spec.id) == nullptr, "ActionRegistry", qPrintable(spec.id));
    auto* action = new QAction(spec.text, this);
    action->setObjectName(spec.id);
    action->setCheckable(spec.checkable);
    action->setStatusTip(spec.help);
    action->setWhatsThis(spec.help);
    if (!spec.icon.isEmpty())
        action->setIcon(icon(spec.icon));
    m_actions.append(action);
    m_specs.emplace(action, spec);
    const auto chosen = m_chosen ? m_chosen(spec.id) : std::nullopt;
    action->setShortcuts(chosen.value_or(defaultShortcuts(*action)));
    showToolTip(*action);
    emit actionAdded(action);
    return action;
}

void ActionRegistry::showToolTip(QAction& action) const
{
    const QString help = m_specs.at(&action).help;
    const QString keys = action.shortcut().toString(QKeySequence::NativeText);
    action.setToolTip(keys.isEmpty()
                          ? QStringLiteral("%1\n%2").arg(nameOf(action), help)
                          : QStringLiteral("%1 (%2)\n%3").arg(nameOf(action), keys, help));
}

QString ActionRegistry::nameOf(const QAction& action)
{
    return action.text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

void ActionRegistry::setShortcuts(QAction& action, const QList<QKeySequence>& keys)
{
    action.setShortcuts(keys);
    showToolTip(action);
    emit shortcutsChanged(&action);
}

QList<QKeySequence> ActionRegistry::defaultShortcuts(const QAction& action) const
{
    const ActionSpec& spec = m_specs.at(&action);
    if (spec.shortcut.isEmpty())
        return {};
    return QList<QKeySequence>{spec.shortcut} + spec.moreShortcuts;
}

QAction* ActionRegistry::ownerOf(const QKeySequence& keys) const
{
    if (keys.isEmpty())
        return nullptr;
    const auto found = std::find_if(m_actions.begin(), m_actions.end(), [&](const QAction* action) {
        return action->shortcuts().contains(keys);
    });
    return found == m_actions.end() ? nullptr : *found;
}

QAction* ActionRegistry::add(const ActionSpec& spec, std::function<void()> run)
{
    QAction* action = make(spec);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    return action;
}

QAction* ActionRegistry::addToggle(const ActionSpec& spec, std::function<void(bool)> run)
{
    ActionSpec checkable = spec;
    checkable.checkable = true;
    QAction* action = make(checkable);
    connect(action, &QAction::triggered, this, std::move(run));
    return action;
}

QAction* ActionRegistry::find(const QString& id) const
{
    const auto found = std::find_if(m_actions.begin(), m_actions.end(),
                                    [&id](const QAction* a) { return a->objectName() == id; });
    return found == m_actions.end() ? nullptr : *found;
}

const ActionSpec* ActionRegistry::spec(const QAction* action) const
{
    const auto found = m_specs.find(action);
    return found == m_specs.end() ? nullptr : &found->second;
}

QList<QAction*> ActionRegistry::of(Menu menu) const
{
    QList<QAction*> actions;
    for (QAction* action : m_actions) {
        if (m_specs.at(action).menu == menu)
            actions.append(action);
    }
    std::stable_sort(actions.begin(), actions.end(), [this](const QAction* a, const QAction* b) {
        return m_specs.at(a).group < m_specs.at(b).group;
    });
    return actions;
}

} // namespace remit::ui
