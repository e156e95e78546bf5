// SPDX-License-Identifier: Apache-2.0
#include "core/decision/steps/principal.h"

#include "core/cedar/engine/explanation.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace remit::decision {

namespace {

using Indices = std::vector<std::uint32_t>;
using Op = cedar::ScopeConstraint::Op;

bool dependsOnUnknown(const EntityUse& use, const PreparedCall& prepared)
{
    return (use.principal && !prepared.principalKnown) || (use.resource && !prepared.resourceKnown);
}

/// Policies that depend on an entity that the trace leaves out.
Indices dependent(const Decider::Index& index, const PreparedCall& prepared)
{
    Indices policies;
    if (prepared.principalKnown && prepared.resourceKnown)
        return policies;
    for (std::uint32_t i = 0; i < index.uses.size(); ++i) {
        if (dependsOnUnknown(index.uses[i], prepared))
            policies.push_back(i);
    }
    return policies;
}

/// May the scope part match an entity of which only the type is known? `matches` is what the
/// engine says of the stand-in, which has the right type.
bool mayMatch(const cedar::ScopeConstraint& constraint, bool known, bool matches)
{
    return known || constraint.op == Op::Any || constraint.op == Op::Is ? matches : true;
}

/// Of the dependent policies, those whose scope matches or may match.
Indices possible(const Setup& setup, const Indices& policies, const PreparedCall& prepared,
                 cedar::Scratch& scratch)
{
    Indices kept;
    if (policies.empty())
        return kept;
    const cedar::Explanation all =
        cedar::explain(*setup.program, *setup.entities, requestOf(prepared), scratch);
    for (const std::uint32_t i : policies) {
        const cedar::PolicyExplanation& one = all.policies[i];
        const cedar::Policy& policy = *setup.program->policies()[i].source;
        if (one.actionMatches &&
            mayMatch(policy.principal, prepared.principalKnown, one.principalMatches) &&
            mayMatch(policy.resource, prepared.resourceKnown, one.resourceMatches))
            kept.push_back(i);
    }
    return kept;
}

Indices united(const Indices& a, const Indices& b)
{
    Indices both;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

bool anyOfEffect(const Setup& setup, const Indices& policies, cedar::Effect effect)
{
    return std::any_of(policies.begin(), policies.end(), [&](std::uint32_t i) {
        return setup.program->policies()[i].effect == effect;
    });
}

std::vector<std::string> unknownFacts(const Setup& setup, const Decider::Index& index,
                                      const Indices& policies, const PreparedCall& prepared)
{
    std::set<std::string> names;
    for (const std::uint32_t i : policies) {
        if (index.uses[i].principal && !prepared.principalKnown)
            names.insert("agent");
        if (index.uses[i].resource && !prepared.resourceKnown)
            names.insert("resource");
        for (const cedar::ContextPath& read : setup.program->policies()[i].reads) {
            for (const cedar::ContextPath& fact : prepared.facts.unknown) {
                if (needs(read, fact))
                    names.insert(factName(read.size() > fact.size() ? read : fact));
            }
        }
    }
    return {names.begin(), names.end()};
}

StepResult resultOf(const Setup& setup, const cedar::Outcomes& outcomes)
{
    if (!outcomes.satisfiedForbids.empty())
        return StepResult::Forbidden;
    if (anyOfEffect(setup, outcomes.setAside, cedar::Effect::Forbid))
        return StepResult::Undecidable;
    if (!outcomes.satisfiedPermits.empty())
        return StepResult::Allowed;
    return outcomes.setAside.empty() ? StepResult::NotPermitted : StepResult::Undecidable;
}

} // namespace

cedar::Request requestOf(const PreparedCall& prepared)
{
    return {prepared.principal, prepared.action, prepared.resource,
            cedar::Value::record(prepared.facts.context)};
}

PrincipalStep evaluatePrincipal(const Setup& setup, const Decider::Index& index,
                                const PreparedCall& prepared, cedar::Scratch& scratch)
{
    const Indices needing = index.needing(prepared.facts.unknown);
    const Indices onEntities = dependent(index, prepared);
    PrincipalStep step;
    step.outcomes = cedar::evaluateAll(*setup.program, *setup.entities, requestOf(prepared),
                                       united(needing, onEntities), scratch);
    step.outcomes.setAside =
        united(step.outcomes.setAside, possible(setup, onEntities, prepared, scratch));
    step.result = resultOf(setup, step.outcomes);
    step.unknown = unknownFacts(setup, index, step.outcomes.setAside, prepared);
    return step;
}

} // namespace remit::decision
