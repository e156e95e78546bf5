// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <map>

class QAction;

namespace remit::ui {

/// Where an action stands in the menu bar.
enum class Menu { File, Edit, View, Go, Replay, Help, None };

struct ActionSpec {
    QString id;                 ///< "file.save": stable, for settings, tests and the palette
    QString text;               ///< with its mnemonic: "&Save"
    QString help;               ///< one sentence: what it does
    QKeySequence shortcut = {}; ///< may be empty
    QString icon = {};          ///< of resources/icons; may be empty
    Menu menu = Menu::None;
    int group = 0; ///< groups of a menu are divided by lines, in ascending order
    bool checkable = false;
};

/// Every action of the program, once. Menus, tool bar, context menus and the command palette all
/// take the same QAction from here, so that an action is enabled, checked and named the same
/// everywhere. A view adds its own:
///
///     QAction* replay = registry.add({.id = "replay.run", .text = tr("&Replay"), .help = …,
///                                     .shortcut = Qt::Key_F5, .icon = "replay",
///                                     .menu = Menu::Replay}, [this] { startReplay(); });
class ActionRegistry : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    QAction* add(const ActionSpec& spec, std::function<void()> run);
    /// For a checkable action: gets the new state.
    QAction* addToggle(const ActionSpec& spec, std::function<void(bool)> run);

    /// Nullptr where there is none of that id.
    [[nodiscard]] QAction* find(const QString& id) const;
    [[nodiscard]] const ActionSpec* spec(const QAction* action) const;
    /// In the order added.
    [[nodiscard]] QList<QAction*> all() const { return m_actions; }
    /// Of a menu, by group, then in the order added.
    [[nodiscard]] QList<QAction*> of(Menu menu) const;

signals:
    void actionAdded(QAction* action);

private:
    QAction* make(const ActionSpec& spec);

    QList<QAction*> m_actions;
    std::map<const QAction*, ActionSpec> m_specs;
};

} // namespace remit::ui
