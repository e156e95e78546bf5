// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/history.h"
#include "core/cedar/values/entity_uid.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What the traces say about authority by the time of one call: the evidence beside the files.
/// `AuthorityLog` collects it; a test or a what-if makes it by hand.
namespace remit::decision {

/// A recorded approval (R5). It counts for exactly one call: this agent, task version, action,
/// resource and these arguments.
struct Approval {
    cedar::EntityUid approver;
    std::string role;
    cedar::EntityUid agent;
    authority::TaskRef task;
    cedar::EntityUid action;
    cedar::EntityUid resource;
    std::string argumentsHash; ///< 64 hex digits, lower case
    Instant expires;
    std::int64_t count = 1; ///< allowed calls that it is good for

    std::string run; ///< where it was recorded
    std::int64_t sequence = 0;
    std::optional<Instant> time;

    /// "finance-lead by User::"mira" in run-7, event 3": how rows and reports name it. Unique.
    [[nodiscard]] std::string text() const;
};

/// Whom or what the trace says a call is made for (R3), beyond the run's own `onBehalfOf`. Each
/// names a condition that a chain must meet; they only ever narrow the choice.
struct Named {
    std::vector<cedar::EntityUid> requesters; ///< the chain's root is each of these
    std::vector<std::string> grants;          ///< the chain ends in each of these
    bool operator==(const Named&) const = default;
};

struct AuthorityContext {
    /// Null: what the files say, and nothing more.
    std::shared_ptr<const authority::History> history;
    authority::Knowledge knowledge = authority::Knowledge::Effective;
    Named named;
    /// From authority sources, recorded before the call and not used up; in the order recorded.
    std::vector<Approval> approvals;
    /// Events of this session, before the call, that would add authority and do not count (R9);
    /// one sentence each.
    std::vector<std::string> ignored;
};

} // namespace remit::decision
