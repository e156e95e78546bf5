// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/authority_context.h"
#include "core/decision/chain_index.h"
#include "core/decision/steps/outcome.h"

#include <optional>
#include <vector>

/// The first half of a decision: steps 1 to 4, which say who acts by which credential, for which
/// task, and on which chains of grants. The second half, steps 5 to 7, asks the policies
/// (`Decider::decide` with an AuthorityPart). Continuous replay makes a new part for every call;
/// front-loaded replay makes one at an agent's first call and keeps it.
namespace remit::decision {

/// A chain that counts for the call: well-formed, of the right requester, and active, or perhaps
/// active where a fact is missing.
struct CountingChain {
    const IndexedChain* chain = nullptr;
    StepOutcome holder; ///< step 2b, its second half: the credential's holder is on it
    StepOutcome active; ///< R2; passes or is unknown
};

/// A plain value. Its pointers live as long as the decider.
struct AuthorityPart {
    bool modelled = true;                              ///< false: nothing below is decided
    const authority::Credential* credential = nullptr; ///< presented and declared
    std::optional<authority::TaskRef> task;            ///< of the call; see `taskKnown`
    bool taskKnown = true;                             ///< false: the trace does not say
    Named named; ///< whom the trace names as requester, and which grants

    StepOutcome identity;       ///< step 1
    StepOutcome credentialTime; ///< step 2a
    StepOutcome credentialTask; ///< step 2b, its first half
    StepOutcome taskActive;     ///< step 3
    StepOutcome chain;          ///< step 4

    std::vector<CountingChain> chains; ///< in their order; empty where step 4 fails
    /// Where no chain counts: the one that is shown instead, since it explains best. May be null.
    std::optional<CountingChain> nearest;
};

} // namespace remit::decision
