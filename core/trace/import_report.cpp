// SPDX-License-Identifier: Apache-2.0
#include "core/trace/import_report.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::trace {

ImportCounts& ImportCounts::operator+=(const ImportCounts& other)
{
    runs += other.runs;
    events += other.events;
    messages += other.messages;
    calls += other.calls;
    results += other.results;
    notes += other.notes;
    skippedRecords += other.skippedRecords;
    redactions += other.redactions;
    filled += other.filled;
    return *this;
}

NotRecorded& NotRecorded::operator+=(const NotRecorded& other)
{
    runsWithoutAgent += other.runsWithoutAgent;
    runsWithoutOnBehalfOf += other.runsWithoutOnBehalfOf;
    runsWithoutTask += other.runsWithoutTask;
    runsWithoutCredential += other.runsWithoutCredential;
    runsWithoutWorkload += other.runsWithoutWorkload;
    callsWithoutTime += other.callsWithoutTime;
    callsWithoutArguments += other.callsWithoutArguments;
    callsWithoutResult += other.callsWithoutResult;
    resultsWithoutCall += other.resultsWithoutCall;
    return *this;
}

std::vector<std::string> sentences(const NotRecorded& gaps, const ImportCounts& counts)
{
    std::vector<std::string> out;
    const auto say = [&](std::uint64_t count, std::uint64_t of, std::string_view what,
                         std::string_view lacks) {
        if (count == 0)
            return;
        const std::string many =
            count == of ? fmt::format("all {}", of) : fmt::format("{} of {}", count, of);
        out.push_back(fmt::format("{} {} {}", many, what, lacks));
    };
    say(gaps.runsWithoutAgent, counts.runs, "runs", "do not say which agent acts");
    say(gaps.runsWithoutOnBehalfOf, counts.runs, "runs", "do not say on whose behalf");
    say(gaps.runsWithoutTask, counts.runs, "runs", "name no task");
    say(gaps.runsWithoutCredential, counts.runs, "runs", "do not record the credential");
    say(gaps.runsWithoutWorkload, counts.runs, "runs", "do not record the workload");
    say(gaps.callsWithoutTime, counts.calls, "calls", "have no time");
    say(gaps.callsWithoutArguments, counts.calls, "calls", "have no recorded arguments");
    say(gaps.callsWithoutResult, counts.calls, "calls", "have no recorded result");
    say(gaps.resultsWithoutCall, counts.results, "results", "belong to no recorded call");
    return out;
}

bool ImportReport::hasErrors() const
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem& problem) { return problem.severity == Severity::Error; });
}

std::uint64_t ImportReport::filesWith(FileOutcome outcome) const
{
    return static_cast<std::uint64_t>(
        std::count_if(files.begin(), files.end(),
                      [&](const FileReport& file) { return file.outcome == outcome; }));
}

} // namespace remit::trace
