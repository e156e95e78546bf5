// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/whatif_runner.h"

#include "core/decision/setup.h"
#include "ui/graph/graph_data.h"
#include "ui/models/call_columns.h"
#include "ui/models/call_table.h"
#include "ui/models/text.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/whatif/whatif_view.h"

#include <QDateTime>

#include <algorithm>

namespace remit::ui {

struct WhatIfRunner::Answer {
    std::vector<analysis::WhatIfEvent> events;
    std::shared_ptr<const analysis::WhatIf> result;
    std::shared_ptr<const decision::Setup> setup;
};

namespace {

/// The row of a call, read from the store where the rows are many.
std::optional<decision::CallVerdict> rowIn(const ReplayResult* replay, const std::string& run,
                                           std::int64_t step)
{
    const auto row = replay == nullptr ? std::nullopt : replay->columns->rowOf(run, step);
    if (!row)
        return std::nullopt;
    const std::int64_t number = static_cast<std::int64_t>(*row);
    auto page = replay->table->page({&number, 1});
    if (!page || page->empty())
        return std::nullopt;
    return std::move(page->front());
}

} // namespace

WhatIfRunner::WhatIfRunner(Studio& studio, WhatIfView& view)
    : QObject(&view), m_studio(studio), m_view(view)
{
    connect(&view, &WhatIfView::draftsChanged, this, &WhatIfRunner::ask);
    connect(&view, &WhatIfView::applyWanted, this, &WhatIfRunner::apply);
    connect(&studio, &Studio::sessionOpened, this, &WhatIfRunner::setSession);
    connect(&studio, &Studio::sessionClosing, this, [this] { setSession(nullptr); });
    setSession(studio.session());
}

void WhatIfRunner::setSession(Session* session)
{
    m_session = session;
    m_setup.reset();
    m_view.reset();
    m_view.setSetup(nullptr, {});
    if (session == nullptr)
        return;
    connect(session, &Session::checked, this, &WhatIfRunner::takeSetup);
    connect(session, &Session::replayFinished, this, &WhatIfRunner::ask);
    connect(&session->selection(), &Selection::callSelected, this, &WhatIfRunner::takeCall);
    takeSetup();
}

void WhatIfRunner::takeSetup()
{
    if (!m_session || !m_session->setup() || !m_session->mayDecide())
        return; // the last one that made sense stays
    m_setup = m_session->setup();
    m_view.setSetup(m_setup,
                    usualTime(timeRangeOf(*m_setup), {QDateTime::currentMSecsSinceEpoch()}));
    ask();
}

void WhatIfRunner::takeCall(const QString& run, qint64 step)
{
    std::optional<Instant> time;
    if (const auto replay = m_session ? m_session->replay() : nullptr; replay && step >= 0) {
        const auto row = replay->columns->rowOf(run.toStdString(), step);
        if (row && (*replay->columns)[*row].time != CallColumns::kNoTime)
            time = Instant{(*replay->columns)[*row].time};
    }
    m_view.setCall(run, step, time);
}

void WhatIfRunner::ask()
{
    m_events.clear();
    if (!m_setup || m_view.drafts().empty())
        return;
    const auto replay = m_session ? m_session->replay() : nullptr;
    auto work = [setup = m_setup, drafts = m_view.drafts(),
                 replay](const JobControl& control) -> Result<Answer> {
        const replay::MemorySource none{{}};
        const replay::EventSource& source = replay ? *replay->source : none;
        auto events = eventsOf(drafts, *setup, source, [&replay](const auto& run, auto step) {
            return rowIn(replay.get(), run, step);
        });
        if (!events)
            return tl::unexpected<Error>(events.error());
        auto result = analysis::whatIf(setup, source, *events, control);
        if (!result)
            return tl::unexpected<Error>(result.error());
        return Answer{std::move(*events),
                      std::make_shared<const analysis::WhatIf>(std::move(*result)), setup};
    };
    m_studio.jobs().run<Answer>({.title = tr("What if"), .key = QStringLiteral("whatif")},
                                std::move(work), this,
                                [this](Result<Answer> answer) { take(std::move(answer)); });
}

void WhatIfRunner::take(Result<Answer> answer)
{
    if (!answer) {
        if (answer.error().code != ErrorCode::Cancelled)
            m_view.setProblem(toQString(answer.error().message) + QLatin1Char(' ') +
                              toQString(answer.error().hint));
        return;
    }
    if (m_view.drafts().empty()) // cleared meanwhile
        return;
    m_events = std::move(answer->events);
    m_view.setResult(std::move(answer->result));
    emit answered();
}

void WhatIfRunner::apply()
{
    if (!m_session || m_events.empty() || !m_setup)
        return;
    const auto textOf = [this](const std::string& file) -> std::string {
        const auto document = m_session->document(file);
        return document ? (*document)->text() : std::string();
    };
    auto edit = analysis::editOf(*m_setup, m_events, textOf);
    if (!edit) {
        m_studio.notifications().report(edit.error());
        return;
    }
    if (edit->files.empty())
        return m_studio.notifications().inform(tr("The files say so already."));
    const std::string file = edit->files.begin()->first;
    if (const auto done = m_session->apply(*edit); !done) {
        m_studio.notifications().report(done.error());
        return;
    }
    m_view.clear();
    m_studio.notifications().post(
        {.kind = Notification::Kind::Information,
         .text = tr("%n file(s) changed", nullptr, static_cast<int>(edit->files.size())),
         .detail = tr("The events are written into the workspace's files; nothing is saved yet."),
         .actionText = tr("Undo"),
         .action = [session = m_session, file, studio = &m_studio] {
             if (!session)
                 return;
             if (const auto undone = session->undo(file); !undone)
                 studio->notifications().report(undone.error());
         }});
}

} // namespace remit::ui
