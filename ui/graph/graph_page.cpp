// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graph_page.h"

#include "ui/graph/graph_follow.h"
#include "ui/graph/graph_view.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

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
    return view;
}

} // namespace

void addGraphPage(MainWindow& window)
{
    QAction* open = window.studio().actions().add(
        {.id = QStringLiteral("view.graph"),
         .text = tr("Delegation &Graph"),
         .help = tr("Who handed what to whom, at a time."),
         .shortcut = Qt::CTRL | Qt::ALT | Qt::Key_G,
         .icon = QStringLiteral("graph"),
         .menu = Menu::View},
        [&window] {
            window.centre().open(
                kKey, [&window] { return makeView(window); }, tr("Graph"), QStringLiteral("graph"));
        });
    open->setEnabled(false);
    QObject::connect(&window.studio(), &Studio::sessionOpened, open,
                     [open] { open->setEnabled(true); });
    QObject::connect(&window.studio(), &Studio::sessionClosing, open,
                     [open] { open->setEnabled(false); });
    // The studio outlives the window: the centre is the one to be asked only while it is there.
    Centre* centre = &window.centre();
    QObject::connect(&window.studio(), &Studio::sessionClosing, centre,
                     [centre] { centre->closePage(kKey); });
    QObject::connect(&window.centre(), &Centre::closeRequested, open,
                     [&window](const QString& key) {
                         if (key == kKey)
                             window.centre().closePage(key);
                     });
}

} // namespace remit::ui
