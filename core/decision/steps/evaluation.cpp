// SPDX-License-Identifier: Apache-2.0
#include "core/decision/steps/evaluation.h"

#include "core/cedar/engine/explanation.h"
#include "core/decision/facts.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace remit::decision {

namespace {

using Indices = std::vector<std::uint32_t>;
using Op = cedar::ScopeConstraint::Op;

/// What one evaluation is made of.
struct Evaluation {
    const cedar::Program& program;
    const ProgramNeeds& needs;
    const cedar::EntityStore& entities;
    const Question& question;
    cedar::Scratch& scratch;
};

bool dependsOnUnknown(const EntityUse& use, const Question& question)
{
    return (use.principal && !question.principalKnown) || (use.resource && !question.resourceKnown);
}

/// Policies that depend on an entity that the trace leaves out.
Indices dependent(const Evaluation& asked)
{
    Indices policies;
    if (asked.question.principalKnown && asked.question.resourceKnown)
        return policies;
    const std::vector<EntityUse>& uses = asked.needs.uses();
    for (std::uint32_t i = 0; i < uses.size(); ++i) {
        if (dependsOnUnknown(uses[i], asked.question))
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
Indices possible(const Evaluation& asked, const Indices& policies)
{
    Indices kept;
    if (policies.empty())
        return kept;
    const cedar::Explanation all =
        cedar::explain(asked.program, asked.entities, asked.question.request, asked.scratch);
    for (const std::uint32_t i : policies) {
        const cedar::PolicyExplanation& one = all.policies[i];
        const cedar::Policy& policy = *asked.program.policies()[i].source;
        if (one.actionMatches &&
            mayMatch(policy.principal, asked.question.principalKnown, one.principalMatches) &&
            mayMatch(policy.resource, asked.question.resourceKnown, one.resourceMatches))
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

bool anyOfEffect(const cedar::Program& program, const Indices& policies, cedar::Effect effect)
{
    return std::any_of(policies.begin(), policies.end(),
                       [&](std::uint32_t i) { return program.policies()[i].effect == effect; });
}

std::vector<std::string> unknownFacts(const Evaluation& asked, const Indices& policies)
{
    std::set<std::string> names;
    for (const std::uint32_t i : policies) {
        const EntityUse& use = asked.needs.uses()[i];
        if (use.principal && !asked.question.principalKnown)
            names.insert("agent");
        if (use.resource && !asked.question.resourceKnown)
            names.insert("resource");
        for (const cedar::ContextPath& read : asked.program.policies()[i].reads) {
            for (const cedar::ContextPath& fact : *asked.question.unknown) {
                if (needs(read, fact))
                    names.insert(factName(read.size() > fact.size() ? read : fact));
            }
        }
    }
    return {names.begin(), names.end()};
}

StepResult resultOf(const cedar::Program& program, const cedar::Outcomes& outcomes)
{
    if (!outcomes.satisfiedForbids.empty())
        return StepResult::Forbidden;
    if (anyOfEffect(program, outcomes.setAside, cedar::Effect::Forbid))
        return StepResult::Undecidable;
    if (!outcomes.satisfiedPermits.empty())
        return StepResult::Allowed;
    return outcomes.setAside.empty() ? StepResult::NotPermitted : StepResult::Undecidable;
}

} // namespace

Evaluated evaluate(const cedar::Program& program, const ProgramNeeds& needs,
                   const cedar::EntityStore& entities, const Question& question,
                   cedar::Scratch& scratch)
{
    const Evaluation asked{program, needs, entities, question, scratch};
    const Indices needing = needs.needing(*question.unknown);
    const Indices onEntities = dependent(asked);
    Evaluated evaluated;
    evaluated.outcomes = cedar::evaluateAll(program, entities, question.request,
                                            united(needing, onEntities), scratch);
    evaluated.outcomes.setAside = united(evaluated.outcomes.setAside, possible(asked, onEntities));
    evaluated.result = resultOf(program, evaluated.outcomes);
    evaluated.unknown = unknownFacts(asked, evaluated.outcomes.setAside);
    return evaluated;
}

Evaluated evaluate(const cedar::Program& program, const cedar::EntityStore& entities,
                   const Question& question, cedar::Scratch& scratch)
{
    const bool allKnown =
        question.principalKnown && question.resourceKnown && question.unknown->empty();
    if (!allKnown)
        return evaluate(program, ProgramNeeds(program), entities, question, scratch);
    Evaluated evaluated;
    evaluated.outcomes = cedar::evaluateAll(program, entities, question.request, {}, scratch);
    evaluated.result = resultOf(program, evaluated.outcomes);
    return evaluated;
}

} // namespace remit::decision
