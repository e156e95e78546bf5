// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/authority_part.h"
#include "core/decision/steps/authority_steps.h"

/// Step 4: which chains count, and why none does.
namespace remit::decision {

/// Whom the run, the credential and `delegate` events name (R3): all of them together.
[[nodiscard]] Named namedFor(const Presented& call, const Named& byEvents);

/// Fills `chain`, `chains` and `nearest` of a part whose task, named and earlier steps are there.
/// Fails as `grant-revoked`, `grant-expired` or `undelegated`; unknown as `ambiguous-requester`.
void judgeChains(const Presented& call, const ChainIndex& index, AuthorityPart& part);

} // namespace remit::decision
