// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/whatif_dock.h"

#include "ui/graph/graph_page.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/whatif/timeline_whatif.h"
#include "ui/whatif/whatif_runner.h"
#include "ui/whatif/whatif_view.h"

#include <QDockWidget>

namespace remit::ui {
void addWhatIfDock(MainWindow& window)
{
    Studio& studio = window.studio();
    auto* view = new WhatIfView(studio.theme());
    new WhatIfRunner(studio, *view);
    QObject::connect(view, &WhatIfView::grantChosen, &window,
                     [&window](const QString& id) { showInGraph(window, id); });
    QObject::connect(view, &WhatIfView::callChosen, &window,
                     [&window](const QString& run, qint64 step) {
                         if (Session* session = window.studio().session())
                             session->selection().selectCall(run, step);
                     });
    window.docks().add({.id = QStringLiteral("whatif"),
                        .title = tr("What If"),
                        .help = tr("What would change if something were revoked, ended, "
                                   "compromised, approved or delegated."),
                        .icon = QStringLiteral("whatif")},
                       view);
    joinTimelineAndWhatIf(window);
}

void askWhatIfRevoked(MainWindow& window, const QString& grant, Instant at)
{
    QDockWidget* dock = window.docks().find(QStringLiteral("whatif"));
    auto* view = dock ? dock->findChild<WhatIfView*>() : nullptr;
    if (view == nullptr)
        return;
    window.docks().reveal(QStringLiteral("whatif"));
    view->add({WhatIfKind::RevokeGrant, grant.toStdString(), at, {}, {}, {}, {}, 0});
}

} // namespace remit::ui
