// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/policy_set.h"
#include "core/cedar/validate/lints/lints.h"

namespace remit::cedar::lints {

/// Policies that say what another one says already: the same, or more narrowly with the same
/// effect.
[[nodiscard]] std::vector<ValidationFinding> shadowedPolicies(const PolicySet& policies,
                                                              const LintOptions& options);

} // namespace remit::cedar::lints
