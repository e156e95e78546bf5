// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mining/mining_actions.h"

#include "ui/editor/editor_area.h"
#include "ui/mining/mining_page.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_action.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>

namespace remit::ui {
namespace {

MiningPage* makePage(MainWindow& window)
{
    auto* page = new MiningPage(window.studio());
    // What the policies do to the recorded calls is what one wants to see next.
    QObject::connect(page, &MiningPage::applied, &window, [&window](const QString& file) {
        window.editors().open(file);
        if (QAction* replay = window.studio().actions().find(QStringLiteral("replay.run")))
            replay->trigger();
    });
    QObject::connect(page, &MiningPage::callChosen, &window,
                     [&window](const QString& run, qint64 step) {
                         if (Session* session = window.studio().session())
                             session->selection().selectCall(run, step);
                     });
    return page;
}

} // namespace

void addMiningActions(MainWindow& window)
{
    addPageAction(window,
                  {.id = QStringLiteral("policies.mine"),
                   .text = tr("&Mine policies…"),
                   .help = tr("Proposes the least policy that a task's recorded runs needed."),
                   .icon = QStringLiteral("policies"),
                   .menu = Menu::Replay,
                   .group = 20},
                  {MiningPage::key(), tr("Mine policies"), [&window] { return makePage(window); }});
}

} // namespace remit::ui
