// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/compare/compare.h"

#include <algorithm>
#include <map>
#include <utility>

namespace remit::analysis {

using decision::CallVerdict;

std::size_t Comparison::count(ChangeKind kind) const
{
    return static_cast<std::size_t>(std::count_if(
        changes.begin(), changes.end(), [&](const auto& change) { return change.kind() == kind; }));
}

std::vector<CallChange> changesBetween(std::vector<CallVerdict> before,
                                       std::vector<CallVerdict> after)
{
    std::map<std::pair<std::string, std::int64_t>, CallVerdict*> earlier;
    for (CallVerdict& row : before)
        earlier.emplace(std::pair(row.run, row.step), &row);
    std::vector<CallChange> changes;
    for (CallVerdict& row : after) {
        const auto found = earlier.find({row.run, row.step});
        if (found != earlier.end() && found->second->verdict != row.verdict)
            changes.push_back({std::move(*found->second), std::move(row)});
    }
    return changes;
}

namespace {

/// One side of a comparison: every call is looked at, whatever is shown.
struct Side {
    const decision::Decider& decider;
    replay::Options options;

    Side(const decision::Decider& with, const replay::Options& how) : decider(with), options(how)
    {
        options.crossingsOnly = false;
        options.where = nullptr;
    }
};

Result<Comparison> compareSides(const Side& before, const Side& after,
                                const replay::EventSource& source, const JobControl& control)
{
    // Of the first replay only the verdicts are kept; rows that differ are decided once more.
    std::vector<decision::Verdict> verdicts;
    const auto keepVerdicts = [&](std::vector<CallVerdict> rows) -> Result<> {
        for (const CallVerdict& row : rows)
            verdicts.push_back(row.verdict);
        return {};
    };
    Comparison comparison;
    const auto first =
        replay::replay(before.decider, source, before.options, keepVerdicts, control);
    if (!first)
        return tl::unexpected<Error>(first.error());
    comparison.before = *first;

    std::vector<CallVerdict> changed;
    std::size_t at = 0;
    const auto keepChanged = [&](std::vector<CallVerdict> rows) -> Result<> {
        for (CallVerdict& row : rows) {
            if (at >= verdicts.size())
                return failure(ErrorCode::Internal, "The traces changed during the comparison.");
            if (verdicts[at++] != row.verdict)
                changed.push_back(std::move(row));
        }
        return {};
    };
    const auto second = replay::replay(after.decider, source, after.options, keepChanged, control);
    if (!second)
        return tl::unexpected<Error>(second.error());
    comparison.after = *second;
    if (changed.empty())
        return comparison;

    replay::Options again = before.options;
    again.runs.clear();
    for (const CallVerdict& row : changed)
        again.runs.push_back(row.run);
    std::sort(again.runs.begin(), again.runs.end());
    again.runs.erase(std::unique(again.runs.begin(), again.runs.end()), again.runs.end());
    Result<replay::Replayed> old = replay::replay(before.decider, source, again, control);
    if (!old)
        return tl::unexpected<Error>(std::move(old.error()));
    comparison.changes = changesBetween(std::move(old->rows), std::move(changed));
    return comparison;
}

} // namespace

Result<Comparison> compare(const decision::Decider& before, const decision::Decider& after,
                           const replay::EventSource& source, const replay::Options& options,
                           const JobControl& control)
{
    return compareSides({before, options}, {after, options}, source, control);
}

Result<Comparison> compareTimings(const decision::Decider& decider,
                                  const replay::EventSource& source, const replay::Options& options,
                                  const JobControl& control)
{
    replay::Options frontLoaded = options;
    frontLoaded.timing = replay::Timing::FrontLoaded;
    replay::Options continuous = options;
    continuous.timing = replay::Timing::Continuous;
    return compareSides({decider, frontLoaded}, {decider, continuous}, source, control);
}

} // namespace remit::analysis
