// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What was decided about a call, as every report, view and the replay line of the command line
/// state it. Rules: the authorization model `semantics/1`.
namespace remit::decision {

enum class Verdict : std::uint8_t { Allow, Deny, ApprovalRequired, Undecidable, Unreachable };

/// The boundary that a call crossed (semantics, "The decision" and "Findings").
enum class CrossingKind : std::uint8_t {
    UnknownTool,
    InvalidRequest,
    Unauthenticated,
    CredentialExpired,
    CredentialMisused,
    TaskInactive,
    Undelegated,
    GrantExpired,
    GrantRevoked,
    OutsideGrant,
    NotPermitted,
    Forbidden,
    ApprovalMissing
};

/// Yes, no, or not known (R8).
using Tristate = std::optional<bool>;

struct Triad {
    Tristate authenticated;
    Tristate delegated;
    Tristate permitted;
    bool operator==(const Triad&) const = default;
};

struct Crossing {
    CrossingKind kind = CrossingKind::NotPermitted;
    std::optional<std::int64_t> hop;   ///< of the chain, from 1, for outside-grant
    std::string principal;             ///< uid text; empty where none is meant
    std::vector<std::string> policies; ///< deciding forbids; empty for a default deny
    std::string message;               ///< one sentence for people
    bool operator==(const Crossing&) const = default;
};

struct SkippedPolicy {
    std::string policy;
    std::string error;
    bool forbid = false;
    bool operator==(const SkippedPolicy&) const = default;
};

/// One decided call: a line of `remit replay --format jsonl`, without revision and versions, which
/// are the same for a whole replay.
struct CallVerdict {
    std::string run;
    std::string session;
    std::int64_t step = 0; ///< counts the calls of a run from 0
    std::string call;      ///< call id
    std::optional<Instant> time;
    std::string agent; ///< uid text; empty: not recorded
    std::optional<std::string> onBehalfOf;
    std::optional<std::string> credential;
    std::optional<std::string> workload;
    std::optional<std::string> task;
    std::string tool;     ///< as recorded
    std::string action;   ///< uid text
    std::string resource; ///< uid text; empty: none could be made
    Verdict verdict = Verdict::Undecidable;
    Triad triad;
    std::vector<Crossing> crossings; ///< the first that fails first; all that fail follow
    std::vector<std::string>
        notes; ///< novel-data, skipped-forbid, off-plan, time-assumed, asserted-identity
    std::vector<std::string> chain; ///< grant ids, root first
    std::vector<std::string> reasons;
    std::vector<std::string> approvalsUsed;
    std::vector<std::string> unknown; ///< facts that were needed and not recorded
    std::string undecidable;          ///< "missing-fact", "ambiguous-requester", or empty
    std::vector<SkippedPolicy> skipped;
    /// What was decided from what had been recorded by then, where that differs (R4).
    std::optional<Verdict> asKnownThen;
    bool operator==(const CallVerdict&) const = default;
};

struct ReplaySummary {
    std::int64_t runs = 0;
    std::int64_t calls = 0;
    std::int64_t allow = 0;
    std::int64_t deny = 0;
    std::int64_t approvalRequired = 0;
    std::int64_t undecidable = 0;
    std::int64_t unreachable = 0;
    std::int64_t allowWithSkippedForbid = 0;
    std::optional<std::int64_t> authenticNotAuthorised; ///< nothing where authority is not modelled
};

[[nodiscard]] std::string_view name(Verdict verdict);   ///< "allow", "approval_required" …
[[nodiscard]] std::string_view name(CrossingKind kind); ///< "unknown-tool" …
[[nodiscard]] bool isCrossing(Verdict verdict);         ///< deny or approval required

} // namespace remit::decision
