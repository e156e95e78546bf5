// SPDX-License-Identifier: Apache-2.0
#include "core/decision/steps/evaluation.h"

#include "core/cedar/engine/chain.h"
#include "core/cedar/engine/explanation.h"
#include "core/decision/facts.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <set>
#include <utility>

namespace remit::decision {

namespace {

using Indices = std::vector<std::uint32_t>;
using Op = cedar::ScopeConstraint::Op;

/// What one evaluation is made of.
struct AskedEvaluation {
    const AskedPolicies& asked;
    const Question& question;
    const ProgramNeeds* needs = nullptr; ///< null: nothing is unknown
    Indices needing;                     ///< policies that need an unknown fact
    Indices onEntities;                  ///< policies that depend on an unknown entity
    Indices setAside;                    ///< both

    [[nodiscard]] const cedar::Program& program() const { return *asked.program; }
    [[nodiscard]] bool dependsOnUnknown(const EntityUse& use) const
    {
        return (use.principal && !asked.principalKnown) ||
               (use.resource && !question.resourceKnown);
    }
};

/// Policies that depend on an entity that the trace leaves out.
Indices dependent(const AskedEvaluation& evaluation)
{
    Indices policies;
    if (evaluation.asked.principalKnown && evaluation.question.resourceKnown)
        return policies;
    const std::vector<EntityUse>& uses = evaluation.needs->uses();
    for (std::uint32_t i = 0; i < uses.size(); ++i) {
        if (evaluation.dependsOnUnknown(uses[i]))
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
Indices possible(const AskedEvaluation& evaluation, const cedar::EntityStore& entities,
                 cedar::Scratch& scratch)
{
    Indices kept;
    if (evaluation.onEntities.empty())
        return kept;
    cedar::Request request = evaluation.question.request;
    request.principal = *evaluation.asked.principal;
    const cedar::Explanation all = cedar::explain(evaluation.program(), entities, request, scratch);
    for (const std::uint32_t i : evaluation.onEntities) {
        const cedar::PolicyExplanation& one = all.policies[i];
        const cedar::Policy& policy = *evaluation.program().policies()[i].source;
        if (one.actionMatches &&
            mayMatch(policy.principal, evaluation.asked.principalKnown, one.principalMatches) &&
            mayMatch(policy.resource, evaluation.question.resourceKnown, one.resourceMatches))
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

std::vector<std::string> unknownFacts(const AskedEvaluation& evaluation, const Indices& policies)
{
    std::set<std::string> names;
    for (const std::uint32_t i : policies) {
        const EntityUse& use = evaluation.needs->uses()[i];
        if (use.principal && !evaluation.asked.principalKnown)
            names.insert("agent");
        if (use.resource && !evaluation.question.resourceKnown)
            names.insert("resource");
        for (const cedar::ContextPath& read : evaluation.program().policies()[i].reads) {
            for (const cedar::ContextPath& fact : *evaluation.question.unknown) {
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

/// What programs need that have no list of it, each looked up once.
class LookedUpNeeds {
public:
    const ProgramNeeds& of(const cedar::Program& program)
    {
        for (const auto& [known, needs] : m_known) {
            if (known == &program)
                return needs;
        }
        return m_known.emplace_back(&program, ProgramNeeds(program)).second;
    }

private:
    std::deque<std::pair<const cedar::Program*, ProgramNeeds>> m_known;
};

std::vector<AskedEvaluation> askedEvaluations(std::span<const AskedPolicies> asked,
                                              const Question& question, LookedUpNeeds& lookedUp)
{
    std::vector<AskedEvaluation> all;
    all.reserve(asked.size());
    for (const AskedPolicies& one : asked) {
        AskedEvaluation evaluation{one, question, nullptr, {}, {}, {}};
        if (!one.principalKnown || !question.resourceKnown || !question.unknown->empty()) {
            evaluation.needs = one.needs != nullptr ? one.needs : &lookedUp.of(*one.program);
            const bool again = !all.empty() && all.back().needs == evaluation.needs;
            evaluation.needing =
                again ? all.back().needing : evaluation.needs->needing(*question.unknown);
            evaluation.onEntities = dependent(evaluation);
            evaluation.setAside = united(evaluation.needing, evaluation.onEntities);
        }
        all.push_back(std::move(evaluation));
    }
    return all;
}

} // namespace

std::vector<Evaluated> evaluate(std::span<const AskedPolicies> asked,
                                const cedar::EntityStore& entities, const Question& question,
                                cedar::Scratch& scratch)
{
    LookedUpNeeds lookedUp;
    const std::vector<AskedEvaluation> evaluations = askedEvaluations(asked, question, lookedUp);
    std::vector<cedar::Evaluation> chain;
    for (const AskedEvaluation& one : evaluations)
        chain.push_back({one.asked.program, one.asked.principal, one.setAside});
    std::vector<cedar::Outcomes> outcomes =
        cedar::evaluateChain(chain, entities, question.request, scratch);
    std::vector<Evaluated> results(evaluations.size());
    for (std::size_t i = 0; i < results.size(); ++i) {
        const AskedEvaluation& one = evaluations[i];
        Evaluated& evaluated = results[i];
        evaluated.outcomes = std::move(outcomes[i]);
        evaluated.outcomes.setAside =
            united(evaluated.outcomes.setAside, possible(one, entities, scratch));
        evaluated.result = resultOf(one.program(), evaluated.outcomes);
        evaluated.unknown = unknownFacts(one, evaluated.outcomes.setAside);
    }
    return results;
}

} // namespace remit::decision
