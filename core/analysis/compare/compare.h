// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/compare/call_change.h"
#include "core/replay/replay.h"

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

/// The same traces under two revisions: which recorded calls change their verdict, and why.
namespace remit::analysis {

struct Comparison {
    std::vector<CallChange> changes; ///< in the order of a replay; the first, where they are many
    ChangeCounts counts;             ///< of all changes
    decision::ReplaySummary before;  ///< empty where its verdicts were known
    decision::ReplaySummary after;

    [[nodiscard]] std::size_t count(ChangeKind kind) const { return counts.of(kind); }
    /// Are there more changes than are listed?
    [[nodiscard]] bool isCut() const { return changes.size() < counts.total(); }
};

/// How much of a comparison is asked for. With a limit its memory is bounded: a byte a call, and
/// the rows that are listed.
struct CompareExtent {
    std::size_t mostListed = std::numeric_limits<std::size_t>::max();
    /// The verdicts of all calls under `before` in these modes, in the order of a replay, where
    /// they are known: only what has changed is then decided under it again. Else null.
    const std::vector<decision::Verdict>* before = nullptr;
};

/// `options.where` and `crossingsOnly` are not looked at. Errors: as replay(); Internal when the
/// calls are not those of the known verdicts.
[[nodiscard]] Result<Comparison>
compare(const decision::Decider& before, const decision::Decider& after,
        const replay::EventSource& source, const replay::Options& options = {},
        const JobControl& control = {}, const CompareExtent& extent = {});

/// What continuous authorization buys: `before` is front-loaded, `after` continuous, under one
/// revision. Newly crossed are the calls that front-loading lets pass and continuous deciding does
/// not; newly allowed the reverse.
[[nodiscard]] Result<Comparison> compareTimings(const decision::Decider& decider,
                                                const replay::EventSource& source,
                                                const replay::Options& options = {},
                                                const JobControl& control = {},
                                                const CompareExtent& extent = {});
/// Both lists, for people.
[[nodiscard]] std::string timingsText(const Comparison& comparison, bool colour);

/// For people, grouped by cause; at most `shown` calls of each group.
[[nodiscard]] std::string comparisonText(const Comparison& comparison, bool colour,
                                         std::size_t shownCalls = 10);
/// For machines: one object a changed call, and a summary.
[[nodiscard]] std::string comparisonJsonLines(const Comparison& comparison);

} // namespace remit::analysis
