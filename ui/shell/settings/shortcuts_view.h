// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QWidget>

class QAction;
class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QStandardItemModel;
class QTreeView;

namespace remit::ui {

class ActionRegistry;
class Preferences;

/// Every action with its keys, which can be chosen anew. A key that belongs to another action is
/// told before it is taken away from there.
class ShortcutsView : public QWidget {
    Q_OBJECT

public:
    ShortcutsView(ActionRegistry& actions, Preferences& preferences, QWidget* parent = nullptr);

    void setFilter(const QString& text);
    [[nodiscard]] int shownCount() const;
    void select(const QString& actionId);
    void assign(const QKeySequence& keys);
    void restoreDefault();
    void restoreAll();

private:
    void setupLayout();
    void fill();
    void showRow(int row);
    void showChosen();
    void showConflict();
    void set(QAction& action, const QList<QKeySequence>& keys);
    [[nodiscard]] QAction* chosen() const;

    ActionRegistry& m_actions;
    Preferences& m_preferences;
    QStandardItemModel* m_model;
    QSortFilterProxyModel* m_shown;
    QTreeView* m_list;
    QKeySequenceEdit* m_keys;
    QLabel* m_said;
    QPushButton* m_assign;
    QPushButton* m_remove;
    QPushButton* m_default;
};

} // namespace remit::ui
