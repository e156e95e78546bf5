// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/build/release_checks.h"

#include "core/analysis/estate_of.h"
#include "core/analysis/policy_tests/folder_traces.h"
#include "core/base/text.h"
#include "core/replay/replay.h"
#include "core/trace/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace remit::bundle {
namespace {

using workspace::FileKind;
using workspace::Snapshot;

void append(Diagnostics& all, const Diagnostics& more)
{
    all.insert(all.end(), more.begin(), more.end());
}

void readAllTests(const Snapshot& snapshot, ReleaseChecks& checks)
{
    auto read = analysis::readPolicyTests(snapshot.texts(FileKind::Tests));
    append(checks.diagnostics, read.diagnostics);
    checks.tests = std::move(read.tests);
}

analysis::ReviewBook readAllReviews(const Snapshot& snapshot, ReleaseChecks& checks)
{
    auto read = analysis::readReviewBook(snapshot.texts(FileKind::Reviews));
    append(checks.diagnostics, read.diagnostics);
    return std::move(read.book);
}

/// The recorded calls of the folder, decided; none where there are no traces.
Result<std::vector<decision::CallVerdict>>
decideTraces(workspace::Workspace& workspace, ReleaseChecks& checks, const JobControl& control)
{
    std::vector<std::filesystem::path> files;
    for (const workspace::WorkspaceFile& file : workspace.files()) {
        if (file.kind == FileKind::Traces)
            files.push_back(workspace.absolute(file.path));
    }
    if (files.empty())
        return std::vector<decision::CallVerdict>();
    trace::ImportOptions options;
    options.rules = workspace.snapshot().settings.importRules;
    auto read = trace::readTraces(files, options, control);
    if (!read)
        return tl::unexpected(read.error());
    for (const trace::Problem& problem : read->report.problems)
        checks.traceProblems.push_back(rendered(problem));
    const replay::MemorySource source(std::move(read->events));
    if (source.sessions().empty())
        return std::vector<decision::CallVerdict>();
    const decision::Decider decider(checks.setup);
    auto replayed = replay::replay(decider, source, {}, control);
    if (!replayed)
        return tl::unexpected(replayed.error());
    checks.replay = replayed->summary;
    return std::move(replayed->rows);
}

void sortFindings(std::vector<analysis::Finding> findings, const analysis::ReviewBook& reviews,
                  Instant now, ReleaseChecks& checks)
{
    std::set<std::string> ids;
    for (analysis::Finding& finding : findings) {
        const std::string id = finding.id();
        const analysis::Review* review = reviews.findingSettledBy(id, now);
        if (review == nullptr)
            checks.open.push_back(std::move(finding));
        else if (!ids.contains(id))
            checks.acknowledged.push_back({id, std::string(analysis::name(review->state)),
                                           review->reason, review->owner, review->expires});
        ids.insert(id);
    }
    std::sort(checks.acknowledged.begin(), checks.acknowledged.end(),
              [](const auto& a, const auto& b) { return a.finding < b.finding; });
    for (const analysis::Review& review : reviews.reviews()) {
        if (!review.crossing && !ids.contains(review.finding))
            checks.idleReviews.push_back(review.finding);
    }
}

Result<> lookForFindings(const std::vector<decision::CallVerdict>& calls,
                         const analysis::ReviewBook& reviews, Instant now, ReleaseChecks& checks,
                         const JobControl& control)
{
    const auto estate = analysis::estateOf(*checks.setup);
    if (!estate)
        return tl::unexpected(estate.error());
    const authority::History history(*estate->registry, std::vector<authority::LifecycleEvent>());
    auto findings = analysis::findingsOf({*checks.setup, *estate, history, now, calls}, control);
    if (!findings)
        return tl::unexpected(findings.error());
    sortFindings(std::move(*findings), reviews, now, checks);
    return {};
}

} // namespace

std::size_t ReleaseChecks::failedTests() const
{
    return static_cast<std::size_t>(std::count_if(
        results.begin(), results.end(), [](const auto& result) { return !result.passed; }));
}

Result<ReleaseChecks> checkRelease(workspace::Workspace& workspace, const Snapshot& snapshot,
                                   Instant now, const JobControl& control)
{
    ReleaseChecks checks;
    const workspace::Loaded loaded = workspace::loadSetup(snapshot);
    checks.setup = loaded.setup;
    checks.diagnostics = loaded.diagnostics;
    if (loaded.ok())
        append(checks.diagnostics, workspace::checkSetup(loaded, {}, control));
    readAllTests(snapshot, checks);
    const analysis::ReviewBook reviews = readAllReviews(snapshot, checks);
    checks.sound = !hasErrors(checks.diagnostics);
    if (control.cancelled())
        return failure(ErrorCode::Cancelled, "Checking the workspace was stopped.");
    if (!checks.sound)
        return checks;
    auto results = analysis::runPolicyTests(
        checks.setup, checks.tests,

        analysis::tracesBelow(workspace.root(), snapshot.settings.importRules), control);
    if (!results)
        return tl::unexpected(results.error());
    checks.results = std::move(*results);
    const auto calls = decideTraces(workspace, checks, control);
    if (!calls)
        return tl::unexpected(calls.error());
    if (const Result<> looked = lookForFindings(*calls, reviews, now, checks, control); !looked)
        return tl::unexpected(looked.error());
    return checks;
}

std::vector<std::string> objections(const ReleaseChecks& checks)
{
    std::vector<std::string> list;
    const auto errors =
        std::count_if(checks.diagnostics.begin(), checks.diagnostics.end(),
                      [](const Diagnostic& one) { return one.severity == Severity::Error; });
    if (errors > 0)
        list.push_back(fmt::format("{} error{} in the workspace's files: `remit validate` tells "
                                   "them",
                                   errors, errors == 1 ? "" : "s"));
    if (const std::size_t failed = checks.failedTests(); failed > 0)
        list.push_back(fmt::format("{} of {} tests fail: `remit test` tells how", failed,
                                   checks.tests.size()));
    if (!checks.open.empty())
        list.push_back(fmt::format("{} finding{} nobody answers for: mend {}, or say in reviews/ "
                                   "why it may stay",
                                   checks.open.size(), checks.open.size() == 1 ? "" : "s",
                                   checks.open.size() == 1 ? "it" : "them"));
    return list;
}

} // namespace remit::bundle
