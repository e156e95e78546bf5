// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graph_page.h"

#include "core/decision/setup.h"
#include "ui/graph/graph_follow.h"
#include "ui/graph/graph_view.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_action.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/whatif/whatif_dock.h"

#include <QAction>

namespace remit::ui {
namespace {

const QString kKey = QStringLiteral("graph");

QWidget* makeView(MainWindow& window)
{
    auto* view = new GraphView(window.studio());
    view->setSession(window.studio().session());
    followCalls(*view, *window.studio().session());
    QObject::connect(&window.studio(), &Studio::sessionClosing, view,
                     [view] { view->setSession(nullptr); });
    QObject::connect(view, &GraphView::placeChosen, &window, &MainWindow::showPlace);
    QObject::connect(
        view, &GraphView::whatIfWanted, &window,
        [&window, view](const QString& grant) { askWhatIfRevoked(window, grant, view->time()); });
    return view;
}

} // namespace

void addGraphPage(MainWindow& window)
{
    addPageAction(window,
                  {.id = QStringLiteral("view.graph"),
                   .text = tr("Delegation &graph"),
                   .help = tr("Who handed what to whom, at a time."),
                   .shortcut = Qt::CTRL | Qt::ALT | Qt::Key_G,
                   .icon = QStringLiteral("graph"),
                   .menu = Menu::View},
                  {kKey, tr("Graph"), [&window] { return makeView(window); }});
}

void showInGraph(MainWindow& window, const QString& id)
{
    QAction* open = window.studio().actions().find(QStringLiteral("view.graph"));
    const Session* session = window.studio().session();
    if (open == nullptr || session == nullptr)
        return;
    open->trigger();
    auto* view = qobject_cast<GraphView*>(window.centre().page(kKey));
    if (view == nullptr)
        return;
    const bool isGrant = session->setup() && session->setup()->registry &&
                         session->setup()->registry->grant(id.toStdString()) != nullptr;
    view->reveal(isGrant ? QString() : id, isGrant ? id : QString());
}

} // namespace remit::ui
