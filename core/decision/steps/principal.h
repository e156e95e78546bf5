// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/decision/decide.h"
#include "core/decision/index.h"

/// Step 6 for one principal: do the workspace's policies allow the request, when some facts of it
/// are unknown (R6) and policies may fail (R7)?
namespace remit::decision {

enum class StepResult : std::uint8_t { Allowed, Forbidden, NotPermitted, Undecidable };

struct PrincipalStep {
    StepResult result = StepResult::NotPermitted;
    cedar::Outcomes outcomes;         ///< set-aside policies complete, ascending
    std::vector<std::string> unknown; ///< facts that the set-aside policies need, sorted
};

[[nodiscard]] cedar::Request requestOf(const PreparedCall& prepared);

[[nodiscard]] PrincipalStep evaluatePrincipal(const Setup& setup, const Decider::Index& index,
                                              const PreparedCall& prepared,
                                              cedar::Scratch& scratch);

} // namespace remit::decision
