// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/checker.h"

#include "core/workspace/load.h"
#include "core/workspace/load_memory.h"
#include "ui/shell/job_runner.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace remit::ui {
namespace {

/// With the places that people are shown, counted here and not on the UI thread.
std::vector<Problem> located(Diagnostics diagnostics, const workspace::Snapshot& snapshot)
{
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& a, const Diagnostic& b) {
                         return std::tie(a.file, a.span.begin) < std::tie(b.file, b.span.begin);
                     });
    std::vector<Problem> problems;
    SourceText source;
    for (Diagnostic& diagnostic : diagnostics) {
        if (source.name() != diagnostic.file)
            source = snapshot.source(diagnostic.file);
        const Position place = source.position(diagnostic.span.begin);
        problems.push_back({std::move(diagnostic), place});
    }
    return problems;
}

Result<CheckResult> checkSnapshot(const workspace::Snapshot& snapshot,
                                  workspace::LoadMemory& memory, const JobControl& control)
{
    workspace::Loaded loaded = workspace::loadSetup(snapshot, memory);
    Diagnostics found = workspace::checkSetup(loaded, memory, control);
    CheckResult result;
    result.name = snapshot.settings.name;
    result.mayDecide = loaded.ok();
    std::move(loaded.diagnostics.begin(), loaded.diagnostics.end(), std::back_inserter(found));
    result.problems = located(std::move(found), snapshot);
    result.setup = std::move(loaded.setup);
    return result;
}

} // namespace

Checker::Checker(JobRunner& jobs, TakeSnapshot takeSnapshot, QObject* parent)
    : QObject(parent)
    , m_jobs(jobs)
    , m_takeSnapshot(std::move(takeSnapshot))
    , m_memory(std::make_shared<workspace::LoadMemory>())
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &Checker::checkNow);
}

void Checker::schedule()
{
    ++m_wanted;
    if (m_running != 0)
        m_jobs.cancel(m_running);
    m_pause.start();
}

void Checker::checkNow()
{
    m_pause.stop();
    if (m_running != 0)
        return; // its end begins the next one
    const std::uint64_t wanted = m_wanted;
    auto snapshot = std::make_shared<const workspace::Snapshot>(m_takeSnapshot());
    m_running = m_jobs.run<CheckResult>(
        {.title = tr("Check"), .key = {}, .listed = false},
        [snapshot, memory = m_memory](const JobControl& control) {
            return checkSnapshot(*snapshot, *memory, control);
        },
        this, [this, wanted](const Result<CheckResult>& result) { finish(wanted, result); });
}

void Checker::finish(std::uint64_t wanted, const Result<CheckResult>& result)
{
    m_running = 0;
    if (wanted != m_wanted) {
        if (!m_pause.isActive())
            checkNow();
        return;
    }
    if (!result.has_value()) {
        // Somebody cancelled all jobs, as when another workspace is closed for this one.
        if (result.error().code == ErrorCode::Cancelled)
            m_pause.start();
        return;
    }
    m_told = wanted;
    emit checked(*result);
}

} // namespace remit::ui
