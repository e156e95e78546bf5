// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/validate/validator.h"

#include <functional>
#include <string>
#include <vector>

/// Advice beyond Cedar's own validator: policies that are valid and probably not what was meant.
/// All are warnings but those of approval rules, which are errors of the model (R5).
namespace remit::cedar {

struct LintOptions {
    /// The file that a policy (by id) stands in, for the diagnostics.
    std::function<std::string(const std::string& policyId)> fileOf;
    /// The set holds all links there are, so that a template without one is unused.
    bool knowsLinks = true;
};

/// What one policy shows by itself. The schema may be null: some lints then know less, none guess.
[[nodiscard]] std::vector<ValidationFinding> lintPolicy(const Policy& policy, const Schema* schema,
                                                        const LintOptions& options = {});

/// Only what breaks the rules of approvals (R5): errors, with which a set may decide nothing.
[[nodiscard]] std::vector<ValidationFinding> lintApprovals(const PolicySet& policies,
                                                           const LintOptions& options = {});

/// What only the policies together show: duplicates, shadowed policies, unused templates.
[[nodiscard]] std::vector<ValidationFinding> lintSet(const PolicySet& policies,
                                                     const LintOptions& options = {});

/// Actions of the schema for which no policy permits anything. Their findings name no policy and
/// stand in the schema's file.
[[nodiscard]] std::vector<ValidationFinding> lintSchema(const PolicySet& policies,
                                                        const Schema& schema);

/// All of them.
[[nodiscard]] std::vector<ValidationFinding> lint(const PolicySet& policies, const Schema* schema,
                                                  const LintOptions& options = {});

} // namespace remit::cedar
