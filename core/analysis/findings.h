// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/attenuation.h"
#include "core/authority/estate.h"
#include "core/base/diagnostic.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/decision/setup.h"
#include "core/decision/verdict.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What is doubtful about a workspace's delegation (semantics, "Findings"): each with a case that
/// can be looked at again and the framework ids that it is evidence for.
namespace remit::analysis {

enum class FindingKind : std::uint8_t {
    Amplifying,
    Undelegated,
    ConfusedDeputy,
    Unrooted,
    Orphan,
    Unbound,
    NoExpiry,
    LongLived,
    Cycle,
    Depth,
    IdentityReuse,
    SeparationOfDuty,
    ToxicCombination,
    Drift,
    Unenforceable,
    Dormant,
    CosmeticNarrowing,
    Impersonation,
    Pivot,
    OffPlan,
};

/// The case that shows a finding: a request for the engine, or a recorded call.
struct Counterexample {
    std::optional<cedar::Request> request;
    std::string allowedBy; ///< of a request: the scope that allows it (grant id) …
    std::string deniedBy;  ///< … and the one that does not; "root" for a root's policies
    std::string run;       ///< of a recorded call
    std::int64_t step = 0;

    [[nodiscard]] bool isCall() const { return !run.empty(); }
    [[nodiscard]] bool empty() const { return !request && run.empty(); }
};

struct Finding {
    FindingKind kind = FindingKind::Amplifying;
    Severity severity = Severity::Warning; ///< by the profile of the agent or task it is about
    std::vector<std::string> subjects;     ///< ids of what it is about, the chief one first
    std::string message;                   ///< one sentence
    std::string help;                      ///< what to do
    std::string state;                     ///< "refuted", "unknown after 64 samples"; or empty
    Counterexample example;
    authority::Place place; ///< of the chief object; no file for one of traces

    /// Stable from run to run: "amplifying:grant-2". Reviews are filed under it.
    [[nodiscard]] std::string id() const;
};

/// What the findings are looked for in.
struct FindingsInput {
    const decision::Setup& setup;
    const authority::Estate& estate;
    const authority::History& history;
    Instant time; ///< for those that depend on one (orphan)
    /// Decided calls of recorded runs; findings of behaviour are looked for only where there are.
    const std::vector<decision::CallVerdict>& calls;
};

/// Sorted by severity, kind and id. Error: Cancelled.
[[nodiscard]] Result<std::vector<Finding>> findingsOf(const FindingsInput& input,
                                                      const JobControl& job = {});

[[nodiscard]] std::string_view name(FindingKind kind); ///< "amplifying", "separation-of-duty" …
/// OWASP (ASI, NHI), MAESTRO and NIST AI RMF ids in their canonical form; the reasons stand beside
/// the table.
[[nodiscard]] std::vector<std::string_view> frameworkIds(FindingKind kind);
/// What is tolerable for `batch` is not for the other profiles. Without a profile: the strictest.
[[nodiscard]] Severity severityOf(FindingKind kind, std::optional<authority::Profile> profile);

[[nodiscard]] std::string toJson(const Finding& finding, const SourceText& source);
/// As a diagnostic with the code `finding/…`, for text with caret lines and for SARIF.
[[nodiscard]] Diagnostic asDiagnostic(const Finding& finding);

} // namespace remit::analysis
