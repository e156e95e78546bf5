// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/lints/shadowed_policy.h"

#include "core/base/text.h"
#include "core/cedar/validate/expr_ids.h"

#include <algorithm>
#include <map>

namespace remit::cedar::lints {
namespace {

/// Pairs are compared, so the set is bounded: beyond it nothing is looked for.
constexpr std::size_t kPoliciesCompared = 4000;

/// What a policy demands, as numbers: each conjunct of its conditions, `unless` negated.
struct Demands {
    const Policy* policy = nullptr;
    std::vector<std::pair<bool, ExprIds::Id>> conjuncts; ///< sorted, unique
};

void collect(const Expr& expr, ExprIds& ids, Demands& demands)
{
    if (expr.kind == ExprKind::And) {
        for (const ExprPtr& child : expr.children)
            collect(*child, ids, demands);
    } else {
        demands.conjuncts.emplace_back(false, ids.of(expr));
    }
}

Demands demandsOf(const Policy& policy, ExprIds& ids)
{
    Demands demands;
    demands.policy = &policy;
    for (const Condition& condition : policy.conditions) {
        if (condition.unless)
            demands.conjuncts.emplace_back(true, ids.of(*condition.body));
        else
            collect(*condition.body, ids, demands);
    }
    auto& all = demands.conjuncts;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return demands;
}

bool sameConstraint(const ScopeConstraint& a, const ScopeConstraint& b)
{
    return a.op == b.op && a.slot == b.slot && a.entity == b.entity && a.type == b.type;
}

/// Does everything that the narrow constraint admits pass the wide one?
bool covers(const ScopeConstraint& wide, const ScopeConstraint& narrow)
{
    using Op = ScopeConstraint::Op;
    if (wide.op == Op::Any || sameConstraint(wide, narrow))
        return true;
    if (wide.op == Op::Is)
        return (narrow.op == Op::IsIn && narrow.type == wide.type) ||
               (narrow.op == Op::Equal && !narrow.slot && narrow.entity.type == wide.type);
    const bool sameEntity = wide.slot == narrow.slot && wide.entity == narrow.entity;
    return wide.op == Op::In && sameEntity && (narrow.op == Op::Equal || narrow.op == Op::IsIn);
}

bool covers(const ActionConstraint& wide, const ActionConstraint& narrow)
{
    using Op = ActionConstraint::Op;
    if (wide.op == Op::Any)
        return true;
    if (narrow.op == Op::Any || (wide.op == Op::Equal && narrow.op != Op::Equal))
        return false;
    return !narrow.entities.empty() &&
           std::all_of(narrow.entities.begin(), narrow.entities.end(), [&](const EntityUid& uid) {
               return std::find(wide.entities.begin(), wide.entities.end(), uid) !=
                      wide.entities.end();
           });
}

bool shadows(const Demands& wide, const Demands& narrow)
{
    const Policy& a = *wide.policy;
    const Policy& b = *narrow.policy;
    return a.effect == b.effect && covers(a.principal, b.principal) && covers(a.action, b.action) &&
           covers(a.resource, b.resource) &&
           std::includes(narrow.conjuncts.begin(), narrow.conjuncts.end(), wide.conjuncts.begin(),
                         wide.conjuncts.end());
}

ValidationFinding finding(const Policy& policy, const Policy& by, bool same,
                          const LintOptions& options)
{
    ValidationFinding found;
    found.policyId = policy.id;
    Diagnostic& diagnostic = found.diagnostic;
    diagnostic.code = same ? "lint/duplicate-policy" : "lint/shadowed-policy";
    diagnostic.severity = Severity::Warning;
    diagnostic.message = same
                             ? "this policy says the same as `" + shown(by.id) + "`"
                             : "this policy adds nothing to `" + shown(by.id) + "`, which is wider";
    diagnostic.help = "Remove one of them, or change what was meant to differ.";
    diagnostic.file = options.fileOf ? options.fileOf(policy.id) : std::string();
    diagnostic.span = policy.effectSpan;
    diagnostic.related.push_back({options.fileOf ? options.fileOf(by.id) : std::string(),
                                  by.effectSpan, "the other policy"});
    return found;
}

} // namespace

std::vector<ValidationFinding> shadowedPolicies(const PolicySet& policies,
                                                const LintOptions& options)
{
    ExprIds ids;
    std::vector<Demands> all;
    for (const PolicySet::PolicyPtr& policy : policies.policies()) {
        // An approval rule is lifted by its own approval, so that no other rule makes it
        // superfluous.
        if (!policy->broken && policy->annotation("approval") == nullptr)
            all.push_back(demandsOf(*policy, ids));
    }
    std::vector<ValidationFinding> findings;
    if (all.size() > kPoliciesCompared)
        return findings;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j < all.size(); ++j) {
            if (i == j || !shadows(all[j], all[i]))
                continue;
            const bool same = shadows(all[i], all[j]);
            if (same && j > i)
                continue; // said at the later one
            findings.push_back(finding(*all[i].policy, *all[j].policy, same, options));
            break;
        }
    }
    return findings;
}

} // namespace remit::cedar::lints
