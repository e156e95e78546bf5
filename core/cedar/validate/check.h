// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/progress.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/policy_set.h"
#include "core/cedar/validate/check_memory.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// Everything that is said about a policy set before it decides anything: strict validation, where
/// there is a schema, and the lints. `remit validate` and the studio say the same.
namespace remit::cedar {

struct CheckOptions {
    std::optional<int> level; ///< as ValidationOptions
    /// The file that a policy (by id) stands in, for the diagnostics.
    std::function<std::string(const std::string& policyId)> fileOf;
    bool knowsLinks = true; ///< as LintOptions
    /// With both, a policy that was checked before with the same text is not checked again.
    CheckMemory* memory = nullptr;
    std::function<std::string_view(const Policy&)> textOf;
};

/// By file and place. Policies with syntax errors are passed over: those errors have been told. The
/// schema may be null. A cancelled check gives what was found so far.
[[nodiscard]] Diagnostics checkPolicies(const PolicySet& policies, const Schema* schema,
                                        const CheckOptions& options,
                                        const JobControl& control = {});

} // namespace remit::cedar
