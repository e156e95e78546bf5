// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/authority_part.h"
#include "core/decision/steps/presented.h"

#include <optional>
#include <string>
#include <vector>

/// The facts of delegated authority: `context.task`, `context.credential`, `context.delegation`
/// and `context.approvals`. There is one context for each call and chain.
namespace remit::decision {

/// What can be said of the approvals of a call on one chain.
struct ApprovalsFact {
    std::vector<std::string> roles; ///< sorted, each once
    bool known = true;              ///< false: one may be for this call, and that is not recorded
};

/// Where the workspace does not model authority, nobody recorded what it would say, but for the
/// task: the trace may name one (as recorded: of the call, else of its run).
void addUnmodelledFacts(const Setup& setup, const cedar::EntityUid& action,
                        const trace::Field& task, Facts& facts, cedar::Attributes& members);

/// The facts of the call with these among them; nothing where they are the call's own. Approvals
/// that stand there already (a request with a context of its own) are kept. `chain` null: none
/// counts; `delegation` is then absent, or unknown where step 4 is.
[[nodiscard]] std::optional<Facts> withAuthorityFacts(const Presented& call,
                                                      const AuthorityPart& part,
                                                      const IndexedChain* chain,
                                                      const ApprovalsFact& approvals);

} // namespace remit::decision
