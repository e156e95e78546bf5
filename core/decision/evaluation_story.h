// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/clauses.h"
#include "core/decision/explanation.h"
#include "core/decision/steps/evaluation.h"

#include <vector>

namespace remit::decision {

/// Tells one evaluation, and adds what its policies in scope read to `reads`.
[[nodiscard]] EvaluationStory tell(const StorySource& source, const cedar::EntityStore& entities,
                                   const Question& question, std::vector<cedar::ContextPath>& reads,
                                   cedar::Scratch& scratch);

[[nodiscard]] StepState stateOf(StepResult result);

} // namespace remit::decision
