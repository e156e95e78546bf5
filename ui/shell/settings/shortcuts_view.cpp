// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings/shortcuts_view.h"

#include "ui/models/roomy_rows.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/preferences.h"
#include "ui/shell/typography.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace remit::ui {
namespace {

enum ShortcutColumn { ActionColumn, KeysColumn, HelpColumn };
constexpr int kIdRole = Qt::UserRole;

QString textOfKeys(const QList<QKeySequence>& keys)
{
    return QKeySequence::listToString(keys, QKeySequence::NativeText);
}

} // namespace

ShortcutsView::ShortcutsView(ActionRegistry& actions, Preferences& preferences, QWidget* parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_preferences(preferences)
    , m_model(new QStandardItemModel(this))
    , m_shown(new QSortFilterProxyModel(this))
    , m_list(new QTreeView)
    , m_keys(new QKeySequenceEdit)
    , m_said(new QLabel)
    , m_assign(new QPushButton(tr("&Assign")))
    , m_remove(new QPushButton(tr("&Remove keys")))
    , m_default(new QPushButton(tr("&Default keys")))
{
    m_model->setHorizontalHeaderLabels({tr("Action"), tr("Keys"), tr("What it does")});
    fill();
    m_shown->setSourceModel(m_model);
    m_shown->setFilterKeyColumn(-1);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_shown->setSortCaseSensitivity(Qt::CaseInsensitive);
    setupLayout();
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ShortcutsView::showChosen);
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutsView::showConflict);
    connect(m_assign, &QPushButton::clicked, this, [this] { assign(m_keys->keySequence()); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (QAction* action = chosen())
            set(*action, {});
    });
    connect(m_default, &QPushButton::clicked, this, &ShortcutsView::restoreDefault);
    m_list->sortByColumn(ActionColumn, Qt::AscendingOrder);
    m_list->setCurrentIndex(m_shown->index(0, 0));
}

void ShortcutsView::setupLayout()
{
    m_list->setObjectName(QStringLiteral("shortcuts"));
    m_list->setAccessibleName(tr("Actions and their keys"));
    m_list->setModel(m_shown);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    RoomyRows::give(*m_list);
    m_list->setSortingEnabled(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->header()->resizeSection(ActionColumn, 220);
    m_list->header()->resizeSection(KeysColumn, 140);
    m_keys->setObjectName(QStringLiteral("newKeys"));
    m_keys->setAccessibleName(tr("New keys"));
    m_keys->setAccessibleDescription(tr("Press the keys that the action shall have."));
    m_said->setWordWrap(true);
    setMuted(m_said);
    auto* all = new QPushButton(tr("All to defa&ult"));
    connect(all, &QPushButton::clicked, this, &ShortcutsView::restoreAll);
    auto* label = new QLabel(tr("&New keys:"));
    label->setBuddy(m_keys);

    auto* row = new QHBoxLayout;
    row->setSpacing(kMargin);
    row->addWidget(label);
    row->addWidget(m_keys, 1);
    row->addWidget(m_assign);
    row->addWidget(m_remove);
    row->addWidget(m_default);
    row->addWidget(all);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(kMargin);
    layout->addWidget(m_list, 1);
    layout->addLayout(row);
    layout->addWidget(m_said);
}

void ShortcutsView::fill()
{
    for (QAction* action : m_actions.all()) {
        auto* name = new QStandardItem(ActionRegistry::nameOf(*action));
        name->setData(action->objectName(), kIdRole);
        m_model->appendRow({name, new QStandardItem, new QStandardItem(action->statusTip())});
        showRow(m_model->rowCount() - 1);
    }
}

void ShortcutsView::showRow(int row)
{
    const QAction* action = m_actions.find(m_model->item(row)->data(kIdRole).toString());
    m_model->item(row, KeysColumn)->setText(textOfKeys(action->shortcuts()));
    QFont font = m_model->item(row, KeysColumn)->font();
    font.setBold(action->shortcuts() != m_actions.defaultShortcuts(*action));
    m_model->item(row, KeysColumn)->setFont(font);
}

QAction* ShortcutsView::chosen() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid()
               ? m_actions.find(index.siblingAtColumn(ActionColumn).data(kIdRole).toString())
               : nullptr;
}

void ShortcutsView::setFilter(const QString& text)
{
    m_shown->setFilterFixedString(text);
    if (!m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_shown->index(0, 0));
}

int ShortcutsView::shownCount() const
{
    return m_shown->rowCount();
}

void ShortcutsView::select(const QString& actionId)
{
    for (int row = 0; row < m_shown->rowCount(); ++row) {
        if (m_shown->index(row, ActionColumn).data(kIdRole).toString() == actionId)
            m_list->setCurrentIndex(m_shown->index(row, ActionColumn));
    }
}

void ShortcutsView::showChosen()
{
    const QAction* action = chosen();
    m_keys->setEnabled(action != nullptr);
    m_keys->setKeySequence(action == nullptr ? QKeySequence() : action->shortcut());
    m_remove->setEnabled(action != nullptr && !action->shortcuts().isEmpty());
    m_default->setEnabled(action != nullptr &&
                          action->shortcuts() != m_actions.defaultShortcuts(*action));
    showConflict();
}

void ShortcutsView::showConflict()
{
    const QAction* action = chosen();
    const QKeySequence keys = m_keys->keySequence();
    const QAction* owner = m_actions.ownerOf(keys);
    m_assign->setEnabled(action != nullptr && !keys.isEmpty() && owner != action);
    if (owner != nullptr && owner != action)
        m_said->setText(
            tr("%1 belongs to “%2”, which would lose it.")
                .arg(keys.toString(QKeySequence::NativeText), ActionRegistry::nameOf(*owner)));
    else
        m_said->setText(tr("Choose an action, press its new keys, and assign them."));
}

void ShortcutsView::set(QAction& action, const QList<QKeySequence>& keys)
{
    if (keys == m_actions.defaultShortcuts(action))
        m_preferences.forgetKeysOf(action.objectName());
    else
        m_preferences.setKeysOf(action.objectName(), keys);
    m_actions.setShortcuts(action, keys);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->item(row)->data(kIdRole).toString() == action.objectName())
            showRow(row);
    }
    showChosen();
}

void ShortcutsView::assign(const QKeySequence& keys)
{
    QAction* action = chosen();
    if (action == nullptr || keys.isEmpty())
        return;
    if (QAction* owner = m_actions.ownerOf(keys); owner != nullptr && owner != action) {
        QList<QKeySequence> left = owner->shortcuts();
        left.removeAll(keys);
        set(*owner, left);
    }
    set(*action, {keys});
}

/// Keys that another action has got meanwhile stay with it.
void ShortcutsView::restoreDefault()
{
    QAction* action = chosen();
    if (action == nullptr)
        return;
    QList<QKeySequence> keys = m_actions.defaultShortcuts(*action);
    keys.removeIf([&](const QKeySequence& each) {
        const QAction* owner = m_actions.ownerOf(each);
        return owner != nullptr && owner != action;
    });
    set(*action, keys);
}

void ShortcutsView::restoreAll()
{
    for (QAction* action : m_actions.all())
        set(*action, m_actions.defaultShortcuts(*action));
}

} // namespace remit::ui
