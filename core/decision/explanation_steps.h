// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/explanation.h"
#include "core/decision/policy_part.h"

#include <vector>

namespace remit::decision {

/// The eight steps, each with its outcome and one sentence.
[[nodiscard]] std::vector<StepStory> stepsOf(const CallInQuestion& call,
                                             const ChainDecision& decision);

/// The grants of the chain, each with its own activity (R2) at the call that authority is decided
/// on; scopes are left empty.
[[nodiscard]] std::vector<HopStory> hopsOf(const Presented& presented,
                                           const ChainDecision& decision);

} // namespace remit::decision
