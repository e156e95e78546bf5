// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/evaluation_error.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

/// How often each part of a policy set was evaluated and what it came to: the raw numbers of a
/// coverage report (core/analysis/coverage). Counted by the nodes of the trees, so that the
/// formatting of a text changes nothing.
namespace remit::cedar {

class Program;

/// What a node of a policy's conditions (Expr::id) came to.
struct NodeCounts {
    std::uint64_t isTrue = 0;
    std::uint64_t isFalse = 0;
    std::uint64_t other = 0;  ///< a value that is no bool
    std::uint64_t failed = 0; ///< an error, its own or from below

    [[nodiscard]] std::uint64_t reached() const { return isTrue + isFalse + other + failed; }
    bool operator==(const NodeCounts&) const = default;
};

struct PolicyCounts {
    // Did each part of the scope ever match by itself?
    bool principalMatched = false;
    bool actionMatched = false;
    bool resourceMatched = false;
    std::uint64_t inScope = 0;     ///< evaluations whose request is in its scope
    std::uint64_t setAside = 0;    ///< of these, not evaluated, since a fact was unknown (R6)
    std::uint64_t satisfied = 0;   ///< of these, scope and conditions hold
    std::uint64_t failed = 0;      ///< of these, skipped with an error (R7)
    std::vector<NodeCounts> nodes; ///< by Expr::id; empty until it was in scope once
    std::optional<EvaluationError> firstError; ///< by the order of evaluation of one thread

    void add(const PolicyCounts& more);
};

struct ProgramCounts {
    std::uint64_t evaluations = 0;
    std::vector<PolicyCounts> policies; ///< by their index in Program::policies()

    void add(const ProgramCounts& more);
};

/// By program; the programs must live as long.
struct CoverageCounts {
    std::map<const Program*, ProgramCounts> programs;

    void add(const CoverageCounts& more);
    /// Null where none of its evaluations was seen.
    [[nodiscard]] const ProgramCounts* of(const Program* program) const
    {
        const auto found = programs.find(program);
        return found == programs.end() ? nullptr : &found->second;
    }
};

} // namespace remit::cedar
