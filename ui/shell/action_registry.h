// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <map>
#include <optional>
#include <utility>

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
    QList<QKeySequence> moreShortcuts = {}; ///< that do the same
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

    /// Asked for the keys that the user has chosen, for each action as it is added; nothing: those
    /// of its spec. Before any action is added.
    using ChosenKeys = std::function<std::optional<QList<QKeySequence>>(const QString& id)>;
    void setChosenKeys(ChosenKeys chosen) { m_chosen = std::move(chosen); }
    void setShortcuts(QAction& action, const QList<QKeySequence>& keys);
    [[nodiscard]] QList<QKeySequence> defaultShortcuts(const QAction& action) const;
    /// Whose key it is; null: nobody's.
    [[nodiscard]] QAction* ownerOf(const QKeySequence& keys) const;
    /// "Save", without mnemonic and dots.
    [[nodiscard]] static QString nameOf(const QAction& action);

    /// Nullptr where there is none of that id.
    [[nodiscard]] QAction* find(const QString& id) const;
    [[nodiscard]] const ActionSpec* spec(const QAction* action) const;
    /// In the order added.
    [[nodiscard]] QList<QAction*> all() const { return m_actions; }
    /// Of a menu, by group, then in the order added.
    [[nodiscard]] QList<QAction*> of(Menu menu) const;

signals:
    void actionAdded(QAction* action);
    void shortcutsChanged(QAction* action);

private:
    QAction* make(const ActionSpec& spec);
    void showToolTip(QAction& action) const;

    ChosenKeys m_chosen;
    QList<QAction*> m_actions;
    std::map<const QAction*, ActionSpec> m_specs;
};

} // namespace remit::ui
