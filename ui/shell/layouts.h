// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

class QAction;

namespace remit::ui {

class ActionRegistry;
class Docks;
class MainWindow;
class Preferences;

/// The named arrangements of the docks: Author, Investigate, Review. Each is described in
/// resources/layouts/NAME.json and remembered as the user has changed it; Reset goes back to the
/// description. What is remembered carries a version: after kStateVersion is raised, old states are
/// left alone and the descriptions hold.
class Layouts : public QObject {
    Q_OBJECT

public:
    Layouts(MainWindow& window, Docks& docks, ActionRegistry& actions, Preferences& preferences);

    /// In the order of the menu: "author", "investigate", "review".
    [[nodiscard]] static QStringList names();
    [[nodiscard]] QString current() const { return m_current; }

    /// Remembers the present arrangement under its name and takes the other.
    void activate(const QString& name);
    /// The present layout as described.
    void reset();
    void save();
    /// The layout of last time, or Author. After all docks have been added.
    void restore();

    static constexpr int kStateVersion = 1;

signals:
    void activated(const QString& name);

private:
    void take(const QString& name);
    void describe(const QString& name);

    MainWindow& m_window;
    Docks& m_docks;
    ActionRegistry& m_actions;
    Preferences& m_preferences;
    QString m_current;
};

} // namespace remit::ui
