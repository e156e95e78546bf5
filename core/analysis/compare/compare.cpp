// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/compare/compare.h"

#include <algorithm>
#include <utility>

namespace remit::analysis {

using decision::CallVerdict;

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

Error tracesChanged()
{
    return {ErrorCode::Internal, "The traces changed during the comparison.", "Compare again."};
}

/// Of the first replay only the verdicts are kept.
Result<std::vector<decision::Verdict>> verdictsOf(const Side& side,
                                                  const replay::EventSource& source,
                                                  const JobControl& control,
                                                  decision::ReplaySummary& summary)
{
    std::vector<decision::Verdict> verdicts;
    const auto keep = [&](std::vector<CallVerdict> rows) -> Result<> {
        for (const CallVerdict& row : rows)
            verdicts.push_back(row.verdict);
        return {};
    };
    const auto replayed = replay::replay(side.decider, source, side.options, keep, control);
    if (!replayed)
        return tl::unexpected<Error>(replayed.error());
    summary = *replayed;
    return verdicts;
}

/// Counts what differs from these verdicts; gives the rows of the first, as they are after.
Result<std::vector<CallVerdict>> changedRows(const std::vector<decision::Verdict>& before,
                                             const Side& after, const replay::EventSource& source,
                                             std::size_t mostListed, const JobControl& control,
                                             Comparison& comparison)
{
    std::vector<CallVerdict> changed;
    std::size_t at = 0;
    const auto keepChanged = [&](std::vector<CallVerdict> rows) -> Result<> {
        if (at + rows.size() > before.size())
            return tl::unexpected<Error>(tracesChanged());
        for (CallVerdict& row : rows) {
            const decision::Verdict old = before[at++];
            if (old == row.verdict)
                continue;
            comparison.counts.add(changeKind(old, row.verdict));
            if (changed.size() < mostListed)
                changed.push_back(std::move(row));
        }
        return {};
    };
    const auto replayed =
        replay::replay(after.decider, source, after.options, keepChanged, control);
    if (!replayed)
        return tl::unexpected<Error>(replayed.error());
    if (at != before.size())
        return tl::unexpected<Error>(tracesChanged());
    comparison.after = *replayed;
    return changed;
}

/// The rows that differ are decided once more as they were before; only their runs are read.
Result<std::vector<CallChange>> withRowsBefore(std::vector<CallVerdict> changed, const Side& before,
                                               const replay::EventSource& source,
                                               const JobControl& control)
{
    replay::Options again = before.options;
    again.runs.clear();
    for (const CallVerdict& row : changed) {
        if (again.runs.empty() || again.runs.back() != row.run)
            again.runs.push_back(row.run);
    }
    std::sort(again.runs.begin(), again.runs.end());
    again.runs.erase(std::unique(again.runs.begin(), again.runs.end()), again.runs.end());
    std::vector<CallChange> changes;
    // Both come in one order.
    const auto pair = [&](std::vector<CallVerdict> rows) -> Result<> {
        for (CallVerdict& row : rows) {
            if (changes.size() == changed.size())
                return {};
            CallVerdict& after = changed[changes.size()];
            if (row.run == after.run && row.step == after.step)
                changes.push_back({std::move(row), std::move(after)});
        }
        return {};
    };
    const auto replayed = replay::replay(before.decider, source, again, pair, control);
    if (!replayed)
        return tl::unexpected<Error>(replayed.error());
    if (changes.size() < changed.size())
        return tl::unexpected<Error>(tracesChanged());
    return changes;
}

Result<Comparison> compareSides(const Side& before, const Side& after,
                                const replay::EventSource& source, const JobControl& control,
                                const CompareExtent& extent)
{
    Comparison comparison;
    std::vector<decision::Verdict> own;
    if (extent.before == nullptr) {
        auto verdicts = verdictsOf(before, source, control, comparison.before);
        if (!verdicts)
            return tl::unexpected<Error>(verdicts.error());
        own = std::move(*verdicts);
    }
    auto changed = changedRows(extent.before == nullptr ? own : *extent.before, after, source,
                               extent.mostListed, control, comparison);
    if (!changed)
        return tl::unexpected<Error>(changed.error());
    if (changed->empty())
        return comparison;
    auto changes = withRowsBefore(std::move(*changed), before, source, control);
    if (!changes)
        return tl::unexpected<Error>(changes.error());
    comparison.changes = std::move(*changes);
    return comparison;
}

} // namespace

Result<Comparison> compare(const decision::Decider& before, const decision::Decider& after,
                           const replay::EventSource& source, const replay::Options& options,
                           const JobControl& control, const CompareExtent& extent)
{
    return compareSides({before, options}, {after, options}, source, control, extent);
}

Result<Comparison> compareTimings(const decision::Decider& decider,
                                  const replay::EventSource& source, const replay::Options& options,
                                  const JobControl& control, const CompareExtent& extent)
{
    replay::Options frontLoaded = options;
    frontLoaded.timing = replay::Timing::FrontLoaded;
    replay::Options continuous = options;
    continuous.timing = replay::Timing::Continuous;
    return compareSides({decider, frontLoaded}, {decider, continuous}, source, control, extent);
}

} // namespace remit::analysis
