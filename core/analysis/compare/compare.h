// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/compare/call_change.h"
#include "core/replay/replay.h"

#include <string>
#include <vector>

/// The same traces under two revisions: which recorded calls change their verdict, and why.
namespace remit::analysis {

struct Comparison {
    std::vector<CallChange> changes; ///< in the order of a replay
    decision::ReplaySummary before;
    decision::ReplaySummary after;

    [[nodiscard]] std::size_t count(ChangeKind kind) const;
};

/// `options.where` and `crossingsOnly` are not looked at. Errors: as replay().
[[nodiscard]] Result<Comparison> compare(const decision::Decider& before,
                                         const decision::Decider& after,
                                         const replay::EventSource& source,
                                         const replay::Options& options = {},
                                         const JobControl& control = {});

/// What continuous authorization buys: `before` is front-loaded, `after` continuous, under one
/// revision. Newly crossed are the calls that front-loading lets pass and continuous deciding does
/// not; newly allowed the reverse.
[[nodiscard]] Result<Comparison> compareTimings(const decision::Decider& decider,
                                                const replay::EventSource& source,
                                                const replay::Options& options = {},
                                                const JobControl& control = {});
/// Both lists, for people.
[[nodiscard]] std::string timingsText(const Comparison& comparison, bool colour);

/// Of two replays of the same calls: the rows whose verdict differs. Rows are matched by run and
/// step; the order is that of `after`.
[[nodiscard]] std::vector<CallChange> changesBetween(std::vector<decision::CallVerdict> before,
                                                     std::vector<decision::CallVerdict> after);

/// For people, grouped by cause; at most `shown` calls of each group.
[[nodiscard]] std::string comparisonText(const Comparison& comparison, bool colour,
                                         std::size_t shownCalls = 10);
/// For machines: one object a changed call, and a summary.
[[nodiscard]] std::string comparisonJsonLines(const Comparison& comparison);

} // namespace remit::analysis
