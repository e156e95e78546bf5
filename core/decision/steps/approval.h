// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/decision/authority_facts.h"

#include <string>
#include <vector>

/// Step 7 and R5: which recorded approvals are for this call, and which roles must still approve.
namespace remit::decision {

/// The approvals of a context that bind this very call.
struct BoundApprovals {
    std::vector<const Approval*> sure;
    bool perhaps = false; ///< one may, and what it binds (arguments, time …) was not recorded
};

[[nodiscard]] BoundApprovals approvalsOf(const RecordedCall& recorded, const Presented& call,
                                         const AuthorityPart& part,
                                         const std::vector<Approval>& approvals);

/// Of those, the ones that count on a chain: the approver is a human who holds the role, and is
/// neither on the chain nor the agent's owner. `chain` null: the agent alone.
[[nodiscard]] std::vector<const Approval*> countingOn(const IndexedChain* chain,
                                                      const Presented& call,
                                                      const std::vector<const Approval*>& bound);

/// Their roles, sorted, each once.
[[nodiscard]] std::vector<std::string> rolesOf(const std::vector<const Approval*>& approvals);

/// Roles of the satisfied `@approval` forbids of an evaluation.
[[nodiscard]] std::vector<std::string> demandedRoles(const cedar::Program& program,
                                                     const cedar::Outcomes& outcomes);

/// Ids of the approval rules of these roles.
[[nodiscard]] std::vector<std::string> approvalRules(const Setup& setup,
                                                     const std::vector<std::string>& roles);

/// SHA-256 of the canonical arguments (RFC 8785), 64 hex digits; nothing where they were not
/// recorded or are no JSON object.
[[nodiscard]] std::optional<std::string> argumentsHash(const trace::Call& call);

} // namespace remit::decision
