// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/docks.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/dock_title.h"
#include "ui/shell/first_focus.h"
#include "ui/shell/icons.h"

#include <QAbstractItemView>
#include <QAction>
#include <QDockWidget>
#include <QMainWindow>

namespace remit::ui {
namespace {

QString objectNameOf(const QString& id)
{
    return QStringLiteral("dock.") + id;
}

/// The view, or where it is only a frame, the first part of it that takes keys.
QWidget& focusTargetIn(QWidget& view)
{
    if (QWidget* first = FirstFocus::of(view))
        return *first;
    if (view.focusPolicy() != Qt::NoFocus || view.focusProxy() != nullptr)
        return view;
    for (QAbstractItemView* list : view.findChildren<QAbstractItemView*>()) {
        if (list->isVisibleTo(&view) && list->focusPolicy() != Qt::NoFocus)
            return *list;
    }
    return view;
}

} // namespace

Docks::Docks(QMainWindow& window, ActionRegistry& actions)
    : QObject(&window), m_window(window), m_actions(actions)
{
    m_window.setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowNestedDocks |
                            QMainWindow::AllowTabbedDocks);
    m_window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    m_window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
}

QDockWidget* Docks::add(const DockSpec& spec, QWidget* view)
{
    auto* dock = new QDockWidget(spec.title, &m_window);
    dock->setObjectName(objectNameOf(spec.id));
    dock->setWidget(view);
    dock->setWhatsThis(spec.help);
    dock->setWindowIcon(icon(spec.icon));
    dock->setTitleBarWidget(new DockTitle(*dock));
    if (view->accessibleName().isEmpty())
        view->setAccessibleName(spec.title);
    m_window.addDockWidget(spec.area, dock);
    m_docks.append(dock);

    QAction* toggle = m_actions.addToggle({.id = QStringLiteral("view.dock.") + spec.id,
                                           .text = spec.title,
                                           .help = spec.help,
                                           .icon = spec.icon,
                                           .menu = Menu::View,
                                           .group = 20},
                                          [this, id = spec.id](bool open) { show(id, open); });
    connect(dock->toggleViewAction(), &QAction::toggled, toggle, &QAction::setChecked);
    toggle->setChecked(dock->toggleViewAction()->isChecked());
    return dock;
}

/// One that stands behind another is brought to the front first; only what is seen is closed.
void Docks::show(const QString& id, bool open)
{
    QDockWidget* dock = find(id);
    if (open || dock->visibleRegion().isEmpty()) {
        focus(id);
        m_actions.find(QStringLiteral("view.dock.") + id)->setChecked(true);
    } else {
        dock->close();
    }
}

QDockWidget* Docks::find(const QString& id) const
{
    for (QDockWidget* dock : m_docks) {
        if (dock->objectName() == objectNameOf(id))
            return dock;
    }
    return nullptr;
}

void Docks::reveal(const QString& id)
{
    if (QDockWidget* dock = find(id)) {
        dock->show();
        dock->raise();
    }
}

void Docks::focus(const QString& id)
{
    reveal(id);
    if (QDockWidget* dock = find(id))
        focusTargetIn(*dock->widget()).setFocus(Qt::ShortcutFocusReason);
}

} // namespace remit::ui
