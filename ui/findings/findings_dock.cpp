// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/findings/findings_dock.h"

#include "ui/findings/findings_feed.h"
#include "ui/findings/findings_view.h"
#include "ui/graph/graph_page.h"
#include "ui/models/translate.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QDockWidget>

namespace remit::ui {
void addFindingsDock(MainWindow& window)
{
    Studio& studio = window.studio();
    auto* view = new FindingsView(studio.theme());
    new FindingsFeed(studio, *view);
    QObject::connect(view, &FindingsView::placeChosen, &window, &MainWindow::showPlace);
    QObject::connect(view, &FindingsView::nodeChosen, &window,
                     [&window](const QString& id) { showInGraph(window, id); });
    QObject::connect(view, &FindingsView::callChosen, &window,
                     [&window](const QString& run, qint64 step) {
                         Session* session = window.studio().session();
                         if (session == nullptr)
                             return;
                         session->selection().selectCall(run, step);
                         window.docks().focus(QStringLiteral("inspector"));
                     });
    window.docks().add({.id = QStringLiteral("findings"),
                        .title = tr("Findings"),
                        .help = tr("What is doubtful about the delegation and its use."),
                        .icon = QStringLiteral("findings")},
                       view);
}

} // namespace remit::ui
