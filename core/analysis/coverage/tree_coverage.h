// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/coverage/coverage.h"
#include "core/cedar/syntax/tree.h"

/// Private to the room: what the counts of one policy's nodes say of its clauses.
namespace remit::analysis {

/// A policy's text and its counts, all its links together.
struct CountedTree {
    const cedar::Policy& policy;
    const SourceText* source; ///< may be null
    const cedar::PolicyCounts& counts;
};

/// `unreached`: why no condition of the policy was ever evaluated, where that is so.
[[nodiscard]] std::vector<CoveredClause> clausesOf(const CountedTree& tree,
                                                   const std::optional<Why>& unreached);

/// "12 times", "once".
[[nodiscard]] std::string timesText(std::uint64_t count);
/// A piece of a policy's text in one short line, in quotes.
[[nodiscard]] std::string snippet(const SourceText* source, Span span);

} // namespace remit::analysis
