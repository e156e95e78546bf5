// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/coverage/coverage_runner.h"

#include "core/analysis/estate_of.h"
#include "core/analysis/policy_tests/folder_traces.h"
#include "core/analysis/policy_tests/run.h"
#include "core/authority/history.h"
#include "core/decision/decide.h"
#include "core/replay/replay.h"
#include "core/trace/import.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

namespace remit::ui {
namespace {

using SetupPtr = std::shared_ptr<const decision::Setup>;

struct CoverageWork {
    SetupPtr setup;
    std::shared_ptr<const replay::EventSource> source; ///< null: nothing was replayed
    std::vector<analysis::PolicyTest> tests;
    analysis::TraceLoader load; ///< of the tests' traces
};

/// Those that the files alone show; none where there are too many accesses to look at.
std::vector<analysis::Finding> findingsOf(const decision::Setup& setup, Instant time,
                                          const JobControl& job)
{
    if (setup.authority == decision::Authority::NotModelled)
        return {};
    const auto estate = analysis::estateOf(setup);
    if (!estate)
        return {};
    const authority::History history(*estate->registry, {});
    auto findings = analysis::findingsOf({setup, *estate, history, time, {}}, job);
    return findings ? std::move(*findings) : std::vector<analysis::Finding>();
}

analysis::CoverageReport reportOf(const CoverageWork& work, const cedar::CoverageCounts& counts,
                                  const analysis::CallTally& calls, const std::string& evidence,
                                  const JobControl& job)
{
    const auto findings = findingsOf(*work.setup, calls.last.value_or(Instant{}), job);
    return analysis::coverageOf({*work.setup, counts, calls, findings, evidence});
}

Result<analysis::CoverageReport> byTraces(const CoverageWork& work, const JobControl& job)
{
    cedar::CoverageCounts counts;
    analysis::CallTally calls;
    if (work.source) {
        replay::Options options;
        options.coverage = &counts;
        const auto summary = replay::replay(
            decision::Decider(work.setup), *work.source, options,
            [&](std::vector<decision::CallVerdict> rows) -> Result<> {
                for (const decision::CallVerdict& row : rows)
                    calls.add(row);
                return {};
            },
            job);
        if (!summary)
            return tl::unexpected<Error>(summary.error());
    }
    return reportOf(work, counts, calls, "traces", job);
}

Result<analysis::CoverageReport> byTests(const CoverageWork& work, const JobControl& job)
{
    cedar::CoverageCounts counts;
    const auto results = analysis::runPolicyTests(work.setup, work.tests, work.load, job, &counts);
    if (!results)
        return tl::unexpected<Error>(results.error());
    analysis::CallTally calls;
    for (const analysis::TestResult& result : *results) {
        if (result.verdict)
            calls.add(*result.verdict);
    }
    return reportOf(work, counts, calls, "tests", job);
}

Result<CoveragePtr> measure(const CoverageWork& work, const JobControl& job)
{
    auto traces = byTraces(work, job);
    if (!traces)
        return tl::unexpected<Error>(traces.error());
    auto tests = byTests(work, job);
    if (!tests)
        return tl::unexpected<Error>(tests.error());
    return std::make_shared<const MeasuredCoverage>(
        MeasuredCoverage{work.setup->revision, std::move(*traces), std::move(*tests)});
}

std::vector<analysis::PolicyTest> testsOf(Session& session)
{
    return analysis::readPolicyTests(session.snapshot().texts(workspace::FileKind::Tests)).tests;
}

} // namespace

CoverageRunner::CoverageRunner(Studio& studio) : QObject(&studio), m_studio(studio)
{
    connect(&studio, &Studio::sessionOpened, this, &CoverageRunner::setSession);
    connect(&studio, &Studio::sessionClosing, this, [this] { setSession(nullptr); });
}

void CoverageRunner::setSession(Session* session)
{
    m_session = session;
    m_follows = false;
    m_last.reset();
    if (session != nullptr)
        connect(session, &Session::replayFinished, this, [this] {
            if (m_follows)
                start();
        });
    emit measured();
}

void CoverageRunner::start()
{
    if (!m_session || !m_session->mayDecide() || !m_session->setup()) {
        m_studio.notifications().post(
            {.kind = Notification::Kind::Warning,
             .text = tr("Coverage was not measured: the workspace has errors"),
             .detail = tr("Mend what the Problems view lists first."),
             .actionText = {},
             .action = {}});
        return;
    }
    m_follows = true;
    const auto replay = m_session->replay();
    CoverageWork work{m_session->setup(), replay ? replay->source : nullptr, testsOf(*m_session),
                      analysis::tracesBelow(m_session->workspace().root(),
                                            m_session->snapshot().settings.importRules)};
    m_studio.jobs().run<CoveragePtr>(
        {.title = tr("Measure coverage"), .key = QStringLiteral("coverage")},
        [work = std::move(work)](const JobControl& job) { return measure(work, job); }, this,
        [this](const Result<CoveragePtr>& result) { take(result); });
}

void CoverageRunner::take(const Result<CoveragePtr>& result)
{
    if (!result) {
        if (result.error().code != ErrorCode::Cancelled)
            m_studio.notifications().report(result.error());
        return;
    }
    m_last = *result;
    emit measured();
}

} // namespace remit::ui
