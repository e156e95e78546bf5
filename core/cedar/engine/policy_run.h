// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/decide.h"
#include "core/cedar/engine/scratch.h"

#include <span>

namespace remit::cedar {

/// The parts of a policy's scope against the bound request.
[[nodiscard]] bool principalMatches(const PolicyCode& policy, const Scratch::State& state);
[[nodiscard]] bool actionMatches(const PolicyCode& policy, const Scratch::State& state);
[[nodiscard]] bool resourceMatches(const PolicyCode& policy, const Scratch::State& state);
[[nodiscard]] inline bool scopeMatches(const PolicyCode& policy, const Scratch::State& state)
{
    return principalMatches(policy, state) && resourceMatches(policy, state) &&
           actionMatches(policy, state);
}

/// Tries the policies that may matter and leaves the satisfied and the failed ones in the state,
/// ascending. `setAside` (ascending) are left out.
void runPolicies(Scratch::State& state, std::span<const std::uint32_t> setAside, Detail detail,
                 Search search);

} // namespace remit::cedar
