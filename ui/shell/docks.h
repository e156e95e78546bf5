// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

class QDockWidget;
class QMainWindow;
class QWidget;

namespace remit::ui {

class ActionRegistry;

struct DockSpec {
    QString id; ///< "problems": names the dock in layouts and settings
    QString title;
    QString help;                                       ///< what it shows, one sentence
    QString icon = {};                                  ///< of resources/icons
    Qt::DockWidgetArea area = Qt::BottomDockWidgetArea; ///< where no layout says otherwise
};

/// The docks of the main window. Each can be moved, closed, and found again in View; the layouts
/// (layouts.h) place them. A view is added once, when the window is built:
///
///     docks.add({.id = "runs", .title = tr("Runs"), .help = …}, new RunsView(…));
class Docks : public QObject {
    Q_OBJECT

public:
    Docks(QMainWindow& window, ActionRegistry& actions);

    /// Takes the view over. Adds the action "view.dock.ID", which shows the dock and takes the
    /// focus to it, or closes it when it is in front.
    QDockWidget* add(const DockSpec& spec, QWidget* view);

    [[nodiscard]] QDockWidget* find(const QString& id) const;
    [[nodiscard]] const QList<QDockWidget*>& all() const { return m_docks; }
    /// Opens it where it was last and puts it before the others, without taking the focus.
    void reveal(const QString& id);
    /// As reveal, and the focus goes there.
    void focus(const QString& id);

private:
    void show(const QString& id, bool open);

    QMainWindow& m_window;
    ActionRegistry& m_actions;
    QList<QDockWidget*> m_docks;
};

} // namespace remit::ui
