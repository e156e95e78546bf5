// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/findings/findings_feed.h"

#include "core/analysis/estate_of.h"
#include "core/decision/setup.h"
#include "ui/findings/findings_view.h"
#include "ui/graph/graph_data.h"
#include "ui/models/text.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QDateTime>
#include <QEvent>

#include <memory>

namespace remit::ui {
namespace {

/// What the worker needs, copied.
struct FindingsOrder {
    std::shared_ptr<const decision::Setup> setup;
    std::shared_ptr<const ReplayResult> replay;
    std::vector<FileText> reviews;
    Instant time;
    Instant now;
};

Result<std::vector<FindingRow>> findAll(const FindingsOrder& order, const JobControl& control)
{
    const auto estate = analysis::estateOf(*order.setup);
    if (!estate)
        return tl::unexpected<Error>(estate.error());
    const authority::History history(*estate->registry, {});
    const std::vector<decision::CallVerdict> none;
    auto found = analysis::findingsOf(
        {*order.setup, *estate, history, order.time, order.replay ? order.replay->rows : none},
        control);
    if (!found)
        return tl::unexpected<Error>(found.error());
    const analysis::ReviewBook reviews = analysis::readReviewBook(order.reviews).book;
    std::vector<FindingRow> rows;
    for (analysis::Finding& finding : *found) {
        FindingRow& row = rows.emplace_back();
        const analysis::Review* review = reviews.findingSettledBy(finding.id(), order.now);
        if (review != nullptr) {
            row.review = review->state;
            row.reason = review->reason;
        }
        row.finding = std::move(finding);
    }
    return rows;
}

} // namespace

FindingsFeed::FindingsFeed(Studio& studio, FindingsView& view)
    : QObject(&view), m_studio(studio), m_view(view)
{
    view.installEventFilter(this);
    connect(&studio, &Studio::sessionOpened, this, &FindingsFeed::setSession);
    connect(&studio, &Studio::sessionClosing, this, [this] { setSession(nullptr); });
    setSession(studio.session());
}

void FindingsFeed::setSession(Session* session)
{
    m_session = session;
    m_view.setRows({});
    m_view.setStatus({});
    m_view.setHint(session ? tr("Looking for what is doubtful about the delegation …")
                           : tr("Open a workspace to see what is doubtful about its delegation."));
    if (session == nullptr)
        return;
    connect(session, &Session::checked, this, &FindingsFeed::lookAgain);
    connect(session, &Session::replayFinished, this, &FindingsFeed::lookAgain);
    lookAgain();
}

bool FindingsFeed::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Show && m_stale)
        look();
    return QObject::eventFilter(watched, event);
}

void FindingsFeed::lookAgain()
{
    m_stale = true;
    if (m_view.isVisible())
        look();
}

void FindingsFeed::look()
{
    if (!m_session || !m_session->setup() || !m_session->isChecked())
        return;
    m_stale = false;
    if (!m_session->mayDecide()) {
        m_view.setHint(tr("The workspace has errors; mend what the Problems view lists first."));
        m_view.setRows({});
        m_view.setStatus({});
        return;
    }
    FindingsOrder order;
    order.setup = m_session->setup();
    order.replay = m_session->replay();
    order.now = {QDateTime::currentMSecsSinceEpoch()};
    order.time = usualTime(timeRangeOf(*order.setup), order.now);
    order.reviews = m_session->snapshot().texts(workspace::FileKind::Reviews);
    m_view.setStatus(tr("as of %1").arg(toQString(rfc3339(order.time))));
    m_studio.jobs().run<std::vector<FindingRow>>(
        {.title = tr("Findings"), .key = QStringLiteral("findings"), .listed = true},
        [order](const JobControl& control) { return findAll(order, control); }, this,
        [this](Result<std::vector<FindingRow>> rows) { take(std::move(rows)); });
}

void FindingsFeed::take(Result<std::vector<FindingRow>> rows)
{
    if (!rows) {
        if (rows.error().code != ErrorCode::Cancelled)
            m_studio.notifications().report(rows.error());
        return;
    }
    m_view.setHint(tr("Nothing doubtful was found. Findings of behaviour need a replay (F5)."));
    m_view.setRows(std::move(*rows));
    emit found();
}

} // namespace remit::ui
