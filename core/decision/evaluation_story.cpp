// SPDX-License-Identifier: Apache-2.0
#include "core/decision/evaluation_story.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

namespace remit::decision {

namespace {

using cedar::PolicyExplanation;
using cedar::PolicyOutcome;

/// Everything that the parts of a story are made from.
struct Material {
    const StorySource& source;
    const Question& question;
    const Evaluated& evaluated;
    std::vector<PolicyExplanation> policies;
};

/// The engine does not know which facts are unknown: what it made of a policy that was set aside is
/// not shown.
void hideSetAside(const Evaluated& evaluated, std::vector<PolicyExplanation>& policies)
{
    for (PolicyExplanation& one : policies) {
        const auto& setAside = evaluated.outcomes.setAside;
        if (!std::binary_search(setAside.begin(), setAside.end(), one.policy))
            continue;
        one.outcome = PolicyOutcome::SetAside;
        one.nodes.clear();
        one.error.reset();
    }
}

std::vector<PolicyStory> stories(const Material& material,
                                 const std::vector<std::uint32_t>& policies)
{
    std::vector<PolicyStory> told;
    for (const std::uint32_t i : policies)
        told.push_back(storyOf(material.source, material.policies[i], *material.question.unknown));
    return told;
}

/// How near a permit came: greater is nearer.
using Nearness = std::tuple<bool, int, int>;

Nearness nearness(const PolicyExplanation& explained, const PolicyStory& story)
{
    const int scope = int{explained.principalMatches} + int{explained.resourceMatches};
    int held = 0;
    for (const Clause& clause : story.clauses) {
        if (clause.outcome != ClauseOutcome::Holds)
            break;
        ++held;
    }
    return {explained.actionMatches, scope, held};
}

/// The permits that came nearest. Those for other actions only where none is for this one.
std::vector<PolicyStory> nearestPermits(const Material& material)
{
    std::vector<std::pair<Nearness, PolicyStory>> permits;
    for (const PolicyExplanation& one : material.policies) {
        const auto& policy = material.source.program->policies()[one.policy];
        if (policy.effect != cedar::Effect::Permit || one.outcome == PolicyOutcome::SetAside)
            continue;
        PolicyStory story = storyOf(material.source, one, *material.question.unknown);
        const Nearness near = nearness(one, story);
        permits.emplace_back(near, std::move(story));
    }
    std::stable_sort(permits.begin(), permits.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    const bool anyForAction = !permits.empty() && std::get<0>(permits.front().first);
    std::vector<PolicyStory> nearest;
    for (auto& [near, story] : permits) {
        if (nearest.size() < kNearestPermits && (std::get<0>(near) || !anyForAction))
            nearest.push_back(std::move(story));
    }
    return nearest;
}

void collectReads(const Material& material, std::vector<cedar::ContextPath>& reads)
{
    for (const PolicyExplanation& one : material.policies) {
        if (!one.scopeMatches())
            continue;
        const auto& own = material.source.program->policies()[one.policy].reads;
        reads.insert(reads.end(), own.begin(), own.end());
    }
}

} // namespace

StepState stateOf(StepResult result)
{
    if (result == StepResult::Undecidable)
        return StepState::Unknown;
    return result == StepResult::Allowed ? StepState::Holds : StepState::Fails;
}

EvaluationStory tell(const StorySource& source, const cedar::EntityStore& entities,
                     const Question& question, std::vector<cedar::ContextPath>& reads,
                     cedar::Scratch& scratch)
{
    const AskedPolicies asked{source.program, nullptr, &question.request.principal,
                              question.principalKnown};
    const Evaluated evaluated =
        std::move(evaluate(std::span(&asked, 1), entities, question, scratch).front());
    cedar::Explanation all = cedar::explain(*source.program, entities, question.request, scratch);
    hideSetAside(evaluated, all.policies);
    const Material material{source, question, evaluated, std::move(all.policies)};

    EvaluationStory story;
    story.principal = question.principalKnown ? toText(question.request.principal) : std::string();
    story.state = stateOf(evaluated.result);
    if (evaluated.result == StepResult::Forbidden)
        story.deciding = stories(material, evaluated.outcomes.satisfiedForbids);
    else if (evaluated.result == StepResult::Allowed)
        story.deciding = stories(material, evaluated.outcomes.satisfiedPermits);
    else if (evaluated.result == StepResult::NotPermitted)
        story.nearest = nearestPermits(material);
    story.setAside = stories(material, evaluated.outcomes.setAside);
    for (const cedar::Outcomes::Failed& failed : evaluated.outcomes.errors)
        story.skipped.push_back(
            storyOf(source, material.policies[failed.policy], *question.unknown));
    collectReads(material, reads);
    return story;
}

} // namespace remit::decision
