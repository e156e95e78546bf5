// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/coverage/call_tally.h"
#include "core/analysis/findings.h"
#include "core/base/source_text.h"
#include "core/cedar/engine/coverage_counts.h"
#include "core/decision/setup.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Is every part of the policies exercised? Counted where the engine evaluated: a part is covered
/// when both truth values were seen of it. Counted on the tree, so that the formatting of a text
/// changes nothing; for recorded traces and for policy tests separately, one report each.
namespace remit::analysis {

/// Why a part, or one truth value of it, was never seen.
enum class UncoveredReason : std::uint8_t {
    NotEvaluated,      ///< no call was put to this policy set
    ScopeNeverMatched, ///< the policy's scope took no request
    FactUnknown,       ///< the policy was set aside each time: a fact was not recorded (R6)
    ShortCircuited,    ///< an earlier operand or clause settled it each time
    BranchNotTaken,    ///< the condition of an `if` never went this way
    EarlierError,      ///< an earlier operand or clause ended with an error
    AlwaysError,       ///< it was evaluated, and ended with an error each time
    OneValueOnly,      ///< it was evaluated, and always came to the other value
    NoCall,            ///< of actions, grants, findings: no decided call touches it
    Unlinked,          ///< a template without a link
};
[[nodiscard]] std::string_view name(UncoveredReason reason); ///< "scope-never-matched" …

struct Why {
    UncoveredReason reason = UncoveredReason::NotEvaluated;
    std::string text;          ///< one sentence
    std::optional<Span> cause; ///< the part of the policy that is to blame
};

/// A sub-expression that is true or false.
struct CoveredNode {
    std::uint32_t id = 0; ///< Expr::id
    Span span;
    std::string kind; ///< the operator: "&&", "==", "has", "contains", "." …
    cedar::NodeCounts counts;
    std::optional<Why> neverTrue;
    std::optional<Why> neverFalse;

    [[nodiscard]] int covered() const { return (neverTrue ? 0 : 1) + (neverFalse ? 0 : 1); }
};

/// A `when` or `unless`.
struct CoveredClause {
    bool unless = false;
    Span span;
    std::uint64_t held = 0;
    std::uint64_t failedToHold = 0;
    std::uint64_t errors = 0;
    std::optional<Why> neverHeld;
    std::optional<Why> neverFailed;
    std::vector<CoveredNode> nodes; ///< its sub-expressions in the order of their ids

    [[nodiscard]] int covered() const { return (neverHeld ? 0 : 1) + (neverFailed ? 0 : 1); }
};

struct CoveredLink {
    std::string id;
    std::uint64_t inScope = 0;
    std::uint64_t satisfied = 0;
};

/// A static policy, or a template with all its links; of the workspace, or of a grant's scope.
struct CoveredPolicy {
    std::string id;
    std::vector<std::string> grants; ///< of a scope: the grants that have this text, sorted
    std::shared_ptr<const SourceText> source; ///< null: nobody knows it
    Span span;
    Span effectSpan;
    cedar::Effect effect = cedar::Effect::Permit;
    std::uint64_t evaluations = 0; ///< of its policy set
    std::uint64_t inScope = 0;
    std::uint64_t setAside = 0;
    std::uint64_t satisfied = 0;
    std::uint64_t failed = 0;
    std::optional<Why> neverInScope;
    std::optional<Why> neverSatisfied;
    std::vector<CoveredClause> clauses;
    std::vector<CoveredLink> links; ///< of a template
};

/// An action of the schema, a grant or a finding.
struct CoveredThing {
    std::string id;               ///< uid text, grant id, finding id
    std::string message;          ///< of a finding
    CallTally::Verdicts verdicts; ///< of a finding: calls stays 0
    std::optional<Why> uncovered;
};

/// So many of so many.
struct CoverageShare {
    std::int64_t covered = 0;
    std::int64_t total = 0;

    /// Nothing to cover counts as all.
    [[nodiscard]] double percent() const
    {
        return total == 0 ? 100.0
                          : 100.0 * static_cast<double>(covered) / static_cast<double>(total);
    }
};

struct CoverageSummary {
    CoverageShare policies;   ///< satisfied at least once
    CoverageShare clauses;    ///< both held and not held
    CoverageShare conditions; ///< truth values of sub-expressions, clauses included
    CoverageShare actions;
    CoverageShare grants;
    CoverageShare findings;
};

struct CoverageReport {
    std::string evidence; ///< "traces" or "tests"
    std::int64_t calls = 0;
    std::vector<CoveredPolicy> policies; ///< of the workspace in its order, then of scopes by grant
    std::vector<CoveredThing> actions;
    std::vector<CoveredThing> grants;
    std::vector<CoveredThing> findings;
    CoverageSummary summary;
};

struct CoverageInput {
    const decision::Setup& setup;
    const cedar::CoverageCounts& counts; ///< of that setup's programs
    const CallTally& calls;
    std::span<const Finding> findings = {};
    std::string evidence = "traces";
};

[[nodiscard]] CoverageReport coverageOf(const CoverageInput& input);

/// For people: the shares, then what is not covered and why. `all`: every part.
[[nodiscard]] std::string coverageText(const CoverageReport& report, bool all, bool colour);
/// For machines, stable: {"evidence","calls","summary","policies","actions","grants","findings"}.
[[nodiscard]] std::string coverageJson(const CoverageReport& report);
/// The tracefile of lcov: policies are functions, truth values branches.
[[nodiscard]] std::string coverageLcov(const CoverageReport& report);
/// Cobertura's XML (coverage-04): a file is a class, a policy a method, truth values conditions.
[[nodiscard]] std::string coverageCobertura(const CoverageReport& report);

} // namespace remit::analysis
