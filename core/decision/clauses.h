// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/explanation.h"

namespace remit::decision {

/// The story of one policy in one evaluation: scope part by part, conditions conjunct by conjunct.
[[nodiscard]] PolicyStory storyOf(const Setup& setup, const cedar::PolicyExplanation& explained,
                                  const std::vector<cedar::ContextPath>& unknown);

} // namespace remit::decision
