// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/impact_runner.h"

#include "core/analysis/compare/compare.h"
#include "core/decision/decide.h"
#include "ui/models/call_columns.h"
#include "ui/shell/freed_elsewhere.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_modes.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

namespace remit::ui {

namespace {

const QString kImpactKey = QStringLiteral("impact");

ImpactState stateOf(ImpactState::Kind kind)
{
    ImpactState state;
    state.kind = kind;
    return state;
}

/// The answer of another replay, held against the verdicts of this one.
Result<analysis::Impact> impactByReplay(const ReplayResult& replay,
                                        const std::shared_ptr<const decision::Setup>& after,
                                        const JobControl& control)
{
    std::vector<decision::Verdict> verdicts;
    verdicts.reserve(replay.columns->size());
    for (std::size_t row = 0; row < replay.columns->size(); ++row)
        verdicts.push_back((*replay.columns)[row].verdict);
    auto comparison = analysis::compare(
        *replay.decider, decision::Decider(after), *replay.source, modesOfReplay(replay), control,
        {.mostListed = analysis::Impact::kMostListed, .before = &verdicts});
    if (!comparison)
        return tl::unexpected<Error>(comparison.error());
    analysis::Impact impact;
    impact.calls = static_cast<std::size_t>(comparison->after.calls);
    impact.decided = impact.calls;
    impact.changes = std::move(comparison->changes);
    impact.counts = comparison->counts;
    return impact;
}

} // namespace

ImpactRunner::ImpactRunner(Studio& studio, QObject* parent) : QObject(parent), m_studio(studio)
{
    connect(&studio, &Studio::sessionOpened, this, &ImpactRunner::setSession);
    connect(&studio, &Studio::sessionClosing, this, [this] { setSession(nullptr); });
}

void ImpactRunner::setSession(Session* session)
{
    m_session = session;
    m_replay.reset();
    m_analysis.reset();
    say({});
    if (session == nullptr)
        return;
    connect(session, &Session::replayFinished, this, &ImpactRunner::prepare);
    connect(session, &Session::checked, this, &ImpactRunner::ask);
}

void ImpactRunner::say(ImpactState state)
{
    m_state = std::move(state);
    emit changed();
}

bool ImpactRunner::isOfReplay(const decision::Setup& setup) const
{
    return m_session && m_session->replay() && m_session->replay()->revision == setup.revision;
}

bool ImpactRunner::replaysEachTime() const
{
    return m_replay && (m_replay->mode == replay::Mode::Consequential ||
                        static_cast<std::size_t>(m_replay->summary.calls) >
                            analysis::ImpactAnalysis::mostCalls(m_replay->decider->setup()));
}

void ImpactRunner::prepare()
{
    m_replay = m_session ? m_session->replay() : nullptr;
    m_analysis.reset();
    say({});
    if (!m_replay)
        return;
    if (replaysEachTime())
        return ask();
    using Analysis = std::shared_ptr<const analysis::ImpactAnalysis>;
    m_studio.jobs().run<Analysis>(
        {.title = tr("Read facts of recorded calls"), .key = QStringLiteral("impact-facts")},
        [replay = m_replay](const JobControl& control) -> Result<Analysis> {
            // The decider that made the verdicts: its setup is the one that edits are held against.
            const std::shared_ptr<const decision::Setup> setup(replay, &replay->decider->setup());
            Result<Analysis> prepared =
                analysis::ImpactAnalysis::prepare(setup, replay->source, control, replay->timing);
            if (!prepared)
                return prepared;
            return Result<Analysis>(freedElsewhere(std::move(*prepared)));
        },
        this,
        [this, replay = m_replay](Result<Analysis> analysis) {
            if (replay != m_replay)
                return;
            if (analysis)
                m_analysis = *analysis;
            else if (analysis.error().code != ErrorCode::Cancelled)
                m_studio.notifications().report(analysis.error());
            ask();
        });
}

void ImpactRunner::ask()
{
    if (!m_session || !m_replay)
        return;
    const auto setup = m_session->setup();
    if (!setup || isOfReplay(*setup))
        return say({});
    if (!m_session->mayDecide())
        return say(stateOf(ImpactState::Kind::Broken));
    if (replaysEachTime())
        return compareAll(setup);
    if (!m_analysis)
        return say(stateOf(ImpactState::Kind::Preparing));
    say(stateOf(ImpactState::Kind::Asking));
    look(setup, m_analysis->calls() > kListedAtOnce ? Depth::Counts : Depth::List);
}

void ImpactRunner::look(const std::shared_ptr<const decision::Setup>& setup, Depth depth)
{
    m_studio.jobs().run<analysis::Impact>(
        {.title = tr("Impact"), .key = kImpactKey, .listed = false},
        [analysis = m_analysis, setup, depth](const JobControl& control) {
            return depth == Depth::List ? analysis->of(setup, control)
                                        : analysis->of(setup, control, 0);
        },
        this,
        [this, setup, depth](Result<analysis::Impact> impact) {
            if (!impact && impact.error().code == ErrorCode::Usage)
                return compareAll(setup);
            const bool more = impact && depth == Depth::Counts && impact->counts.total() > 0;
            take(std::move(impact), setup);
            if (more && m_state.after == setup)
                look(setup, Depth::List);
        });
}

void ImpactRunner::compareAll(const std::shared_ptr<const decision::Setup>& after)
{
    if (!m_replay)
        return;
    ImpactState replaying = stateOf(ImpactState::Kind::Replaying);
    replaying.calls = m_replay->summary.calls;
    say(std::move(replaying));
    m_studio.jobs().run<analysis::Impact>(
        {.title = tr("Compare with the last replay"), .key = kImpactKey},
        [replay = m_replay, after](const JobControl& control) {
            return impactByReplay(*replay, after, control);
        },
        this, [this, after](Result<analysis::Impact> impact) { take(std::move(impact), after); });
}

void ImpactRunner::take(Result<analysis::Impact> impact,
                        std::shared_ptr<const decision::Setup> after)
{
    if (!m_session || !m_replay || m_session->setup() != after)
        return;
    if (!impact)
        return say(impact.error().code == ErrorCode::Cancelled ? stateOf(ImpactState::Kind::Stopped)
                                                               : ImpactState());
    ImpactState state;
    state.kind = ImpactState::Kind::Answered;
    state.impact = std::make_shared<const analysis::Impact>(std::move(*impact));
    state.before = std::shared_ptr<const decision::Setup>(m_replay, &m_replay->decider->setup());
    state.after = std::move(after);
    state.modes = modeWords(modesOfReplay(*m_replay));
    say(std::move(state));
}

} // namespace remit::ui
