// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/lints/lints.h"

#include "core/base/text.h"
#include "core/cedar/validate/lints/policy_lints.h"
#include "core/cedar/validate/lints/shadowed_policy.h"
#include "core/cedar/validate/problems.h"
#include "core/cedar/validate/scope.h"

#include <algorithm>
#include <set>

namespace remit::cedar {
namespace {

void append(std::vector<ValidationFinding>& to, std::vector<ValidationFinding> from)
{
    std::move(from.begin(), from.end(), std::back_inserter(to));
}

std::vector<ValidationFinding> unusedTemplates(const PolicySet& policies,
                                               const LintOptions& options)
{
    std::set<std::string_view> used;
    for (const Link& link : policies.links())
        used.insert(link.templateId);
    std::vector<ValidationFinding> findings;
    for (const PolicySet::PolicyPtr& policy : policies.policies()) {
        if (!policy->isTemplate() || used.contains(policy->id))
            continue;
        Problems problems(*policy, options.fileOf ? options.fileOf(policy->id) : std::string());
        problems.warning("lint/unused-template", policy->effectSpan,
                         "the template `" + shown(policy->id) + "` has no link and does nothing",
                         "Link it, or remove it.");
        append(findings, problems.take());
    }
    return findings;
}

bool isPermitted(const Action& action, const PolicySet& policies, const Schema& schema)
{
    return std::any_of(policies.policies().begin(), policies.policies().end(),
                       [&](const PolicySet::PolicyPtr& policy) {
                           return policy->effect == Effect::Permit &&
                                  ScopeTypes(*policy, schema).admitsAction(action.uid);
                       });
}

} // namespace

std::vector<ValidationFinding> lintPolicy(const Policy& policy, const Schema* schema,
                                          const LintOptions& options)
{
    if (policy.broken)
        return {};
    Problems problems(policy, options.fileOf ? options.fileOf(policy.id) : std::string());
    const lints::LintedPolicy linted{policy, schema, problems};
    for (const auto lint :
         {lints::skippableForbid, lints::permitEverything, lints::stringMembership,
          lints::unreachableClause, lints::repeatedOperand, lints::missingGuard,
          lints::provenanceTest, lints::approvalRule, lints::taskAnnotation, lints::deprecatedName})
        lint(linted);
    return problems.take();
}

std::vector<ValidationFinding> lintApprovals(const PolicySet& policies, const LintOptions& options)
{
    std::vector<ValidationFinding> findings;
    for (const PolicySet::PolicyPtr& policy : policies.policies()) {
        if (policy->broken)
            continue;
        Problems problems(*policy, options.fileOf ? options.fileOf(policy->id) : std::string());
        lints::approvalRule({*policy, nullptr, problems});
        append(findings, problems.take());
    }
    return findings;
}

std::vector<ValidationFinding> lintSet(const PolicySet& policies, const LintOptions& options)
{
    auto findings = lints::shadowedPolicies(policies, options);
    if (options.knowsLinks)
        append(findings, unusedTemplates(policies, options));
    return findings;
}

std::vector<ValidationFinding> lintSchema(const PolicySet& policies, const Schema& schema)
{
    std::vector<ValidationFinding> findings;
    for (const auto& [uid, action] : schema.actions()) {
        if (action.appliesToNothing() || isPermitted(action, policies, schema))
            continue;
        ValidationFinding found;
        found.diagnostic.code = "lint/unused-action";
        found.diagnostic.severity = Severity::Warning;
        found.diagnostic.message = "no policy permits the action `" + shown(toText(uid)) + "`";
        found.diagnostic.help = "Write a policy for it, or remove it from the schema.";
        found.diagnostic.file = action.place.known() ? *action.place.file : std::string();
        found.diagnostic.span = action.place.name;
        findings.push_back(std::move(found));
    }
    return findings;
}

std::vector<ValidationFinding> lint(const PolicySet& policies, const Schema* schema,
                                    const LintOptions& options)
{
    std::vector<ValidationFinding> findings;
    for (const PolicySet::PolicyPtr& policy : policies.policies())
        append(findings, lintPolicy(*policy, schema, options));
    append(findings, lintSet(policies, options));
    if (schema != nullptr)
        append(findings, lintSchema(policies, *schema));
    return findings;
}

} // namespace remit::cedar
