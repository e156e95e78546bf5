// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/timeline_whatif.h"

#include "core/decision/setup.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/timeline/timeline_events.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"
#include "ui/whatif/whatif_dock.h"
#include "ui/whatif/whatif_view.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>

namespace remit::ui {
namespace {

constexpr std::size_t kMostGrants = 30; ///< of a menu; all are offered in the panel

/// Does the grant, taken by itself, hold then?
bool holdsAt(const authority::Grant& grant, Instant at)
{
    return grant.issuedAt <= at && grant.notBefore <= at && at < grant.expiresAt &&
           (!grant.revokedAt || at < *grant.revokedAt);
}

std::vector<const authority::Grant*> grantsAt(const decision::Setup& setup, Instant at)
{
    std::vector<const authority::Grant*> found;
    if (setup.registry == nullptr)
        return found;
    for (const authority::Grant& grant : setup.registry->grants()) {
        if (holdsAt(grant, at))
            found.push_back(&grant);
    }
    return found;
}

QString plainInMenu(QString text)
{
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

void fillMomentMenu(QMenu& menu, MainWindow& window, Instant at)
{
    menu.addAction(tr("What if, at %1:").arg(toQString(rfc3339(at))))->setEnabled(false);
    menu.addSeparator();
    const auto setup = window.studio().session()->setup();
    const auto grants = setup ? grantsAt(*setup, at) : std::vector<const authority::Grant*>();
    if (grants.empty())
        menu.addAction(tr("No grant holds at that time"))->setEnabled(false);
    for (std::size_t i = 0; i < grants.size() && i < kMostGrants; ++i) {
        const QString id = toQString(grants[i]->id);
        QAction* revoke = menu.addAction(tr("Revoke %1").arg(plainInMenu(id)), &window,
                                         [&window, id, at] { askWhatIfRevoked(window, id, at); });
        revoke->setToolTip(
            tr("From %1 to %2")
                .arg(toQString(toText(grants[i]->from)), toQString(toText(grants[i]->to))));
    }
    menu.addSeparator();
    menu.addAction(tr("Something else…"), &window,
                   [&window] { window.docks().focus(QStringLiteral("whatif")); });
}

void openMomentMenu(MainWindow& window, QPoint global, qint64 time)
{
    Studio& studio = window.studio();
    if (studio.session() == nullptr)
        return;
    if (time < 0)
        return studio.notifications().inform(
            tr("Select a call that has a time: revocations happen at a moment."));
    auto* menu = new QMenu(&window);
    menu->setObjectName(QStringLiteral("momentMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    fillMomentMenu(*menu, window, Instant{time});
    menu->popup(global);
}

std::shared_ptr<const TimelineEvents> supposedBy(const std::vector<WhatIfDraft>& drafts)
{
    if (drafts.empty())
        return nullptr;
    auto events = std::make_shared<TimelineEvents>();
    for (const WhatIfDraft& draft : drafts)
        events->happenings.push_back({.kind = TimelineFlag::Kind::Supposed,
                                      .time = draft.at.milliseconds,
                                      .run = {},
                                      .before = {},
                                      .agent = {},
                                      .to = {},
                                      .text = tr("What if: %1").arg(sentenceOf(draft))});
    return events;
}

} // namespace

void joinTimelineAndWhatIf(MainWindow& window)
{
    auto* panel = window.findChild<TimelinePanel*>();
    auto* whatIf = window.findChild<WhatIfView*>();
    if (panel == nullptr || whatIf == nullptr)
        return;
    TimelineView& view = panel->view();
    QObject::connect(
        &view, &TimelineView::menuWanted, &window,
        [&window](QPoint global, qint64 time) { openMomentMenu(window, global, time); });
    QObject::connect(&view, &TimelineView::undoWanted, whatIf, &WhatIfView::undo);
    QObject::connect(whatIf, &WhatIfView::draftsChanged, panel,
                     [panel, whatIf] { panel->setSupposed(supposedBy(whatIf->drafts())); });
    QAction* revoke = window.studio().actions().add(
        {.id = QStringLiteral("timeline.revoke"),
         .text = tr("What if re&voked here…"),
         .help = tr("Asks what would change if a grant were revoked at the time of the selected "
                    "call."),
         .icon = QStringLiteral("whatif"),
         .menu = Menu::Replay,
         .group = 3},
        [&window, &view] {
            window.docks().reveal(QStringLiteral("timeline"));
            openMomentMenu(window, view.mapToGlobal(view.rect().center()),
                           view.currentTime().value_or(-1));
        });
    revoke->setEnabled(false);
    QObject::connect(&window.studio(), &Studio::sessionOpened, revoke,
                     [revoke] { revoke->setEnabled(true); });
    QObject::connect(&window.studio(), &Studio::sessionClosing, revoke,
                     [revoke] { revoke->setEnabled(false); });
}

} // namespace remit::ui
