// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/check.h"

#include "core/cedar/validate/lints/lints.h"
#include "core/cedar/validate/validator.h"

#include <algorithm>
#include <tuple>

namespace remit::cedar {
namespace {

void append(Diagnostics& to, std::vector<ValidationFinding> findings)
{
    for (ValidationFinding& finding : findings)
        to.push_back(std::move(finding.diagnostic));
}

/// What the policy shows by itself.
Diagnostics checkAlone(const Policy& policy, const Schema* schema, const ValidationOptions& how,
                       const LintOptions& lints)
{
    Diagnostics found;
    if (schema != nullptr)
        append(found, validatePolicy(policy, *schema, how));
    append(found, lintPolicy(policy, schema, lints));
    return found;
}

} // namespace

Diagnostics checkPolicies(const PolicySet& policies, const Schema* schema,
                          const CheckOptions& options, const JobControl& control)
{
    const ValidationOptions how{options.level, options.fileOf};
    const LintOptions lints{options.fileOf, options.knowsLinks};
    const bool remembers = options.memory != nullptr && options.textOf && options.fileOf;
    if (remembers)
        options.memory->begin(schema, options.level);
    Diagnostics found;
    for (const PolicySet::PolicyPtr& policy : policies.policies()) {
        if (control.cancelled())
            return found;
        if (policy->broken)
            continue;
        const auto check = [&] { return checkAlone(*policy, schema, how, lints); };
        const Diagnostics ofPolicy =
            remembers ? options.memory->findings(*policy, options.fileOf(policy->id),
                                                 options.textOf(*policy), check)
                      : check();
        found.insert(found.end(), ofPolicy.begin(), ofPolicy.end());
    }
    if (remembers)
        options.memory->finish();
    for (const Link& link : policies.links()) {
        const PolicySet::PolicyPtr linked = policies.find(link.templateId);
        if (schema != nullptr && linked && !linked->broken)
            append(found, validateLink(*linked, link, *schema, how));
    }
    append(found, lintSet(policies, lints));
    if (schema != nullptr)
        append(found, lintSchema(policies, *schema));
    std::stable_sort(found.begin(), found.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.file, a.span.begin) < std::tie(b.file, b.span.begin);
    });
    return found;
}

} // namespace remit::cedar
