// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/authority_facts.h"
#include "core/decision/index.h"
#include "core/decision/steps/approval.h"
#include "core/decision/steps/evaluation.h"

#include <optional>
#include <string>
#include <vector>

/// The second half of a decision: steps 5 to 7, on each chain that counts, and the choice of the
/// chain whose verdict is the best. Private to the room.
namespace remit::decision {

/// One principal of a chain in step 6.
struct PrincipalVerdict {
    cedar::EntityUid principal;
    bool assumed = false; ///< the root, which this workspace takes to be entitled
    Evaluated evaluated;  ///< with the approvals at hand and those demanded
};

/// Steps 5 to 7 on one chain, in full.
struct ChainDecision {
    CountingChain counting;                   ///< its `chain` may be null: the acting agent alone
    const Facts* ofCall = nullptr;            ///< the facts of the call
    std::optional<Facts> added;               ///< with those of the chain, where there are any
    std::vector<Evaluated> grants;            ///< step 5, by hop
    std::vector<PrincipalVerdict> principals; ///< step 6, root first
    std::vector<std::string> demanded;        ///< roles that must approve and have not; sorted
    std::vector<const Approval*> used;        ///< approvals without which it were not allowed

    /// The one context of this call and chain.
    [[nodiscard]] const Facts& facts() const { return added ? *added : *ofCall; }
    [[nodiscard]] Tristate grantsAllow() const;     ///< step 5
    [[nodiscard]] Tristate principalsAllow() const; ///< step 6
    [[nodiscard]] bool approved() const { return demanded.empty(); }
};

/// What both halves and the call are made of.
struct CallInQuestion {
    const Setup& setup;
    const Decider::Index& index;
    const RecordedCall& recorded;
    const Presented& presented;
    const AuthorityPart& part;
    const AuthorityContext& context;
    cedar::Scratch& scratch;
};

/// The best chain's steps 5 to 7 (R3): allow before undecidable before approval required before
/// deny; among equals the one whose first failure is latest, then the first in their order.
[[nodiscard]] ChainDecision decideOnBestChain(const CallInQuestion& call);

} // namespace remit::decision
