// SPDX-License-Identifier: Apache-2.0
#include "core/decision/explanation.h"

#include "core/decision/clauses.h"
#include "core/decision/index.h"
#include "core/decision/messages.h"
#include "core/decision/steps/principal.h"

#include <algorithm>
#include <tuple>

namespace remit::decision {

namespace {

using cedar::PolicyExplanation;
using cedar::PolicyOutcome;

bool contains(const std::vector<std::uint32_t>& sorted, std::uint32_t policy)
{
    return std::binary_search(sorted.begin(), sorted.end(), policy);
}

/// Everything that the parts of an explanation are made from.
struct Material {
    const Setup& setup;
    const PreparedCall& prepared;
    const PrincipalStep& step;
    std::vector<PolicyExplanation> policies;
};

/// The engine does not know which facts are unknown: what it made of a policy that was set aside is
/// not shown.
void hideSetAside(const PrincipalStep& step, std::vector<PolicyExplanation>& policies)
{
    for (PolicyExplanation& one : policies) {
        if (!contains(step.outcomes.setAside, one.policy))
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
        told.push_back(
            storyOf(material.setup, material.policies[i], material.prepared.facts.unknown));
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
        const auto& policy = material.setup.program->policies()[one.policy];
        if (policy.effect != cedar::Effect::Permit || one.outcome == PolicyOutcome::SetAside)
            continue;
        PolicyStory story = storyOf(material.setup, one, material.prepared.facts.unknown);
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

/// Reads of all policies whose scope matches.
std::vector<cedar::ContextPath> readsInScope(const Material& material)
{
    std::vector<cedar::ContextPath> reads;
    for (const PolicyExplanation& one : material.policies) {
        if (!one.scopeMatches())
            continue;
        const auto& own = material.setup.program->policies()[one.policy].reads;
        reads.insert(reads.end(), own.begin(), own.end());
    }
    return reads;
}

/// One row for each member; records are opened, so that a row is what a policy can name.
void addRows(const cedar::Value& value, cedar::ContextPath& path,
             const std::vector<cedar::ContextPath>& reads, const Facts& facts,
             std::vector<FactRow>& rows)
{
    if (std::find(facts.unknown.begin(), facts.unknown.end(), path) != facts.unknown.end())
        return; // it has a row of its own
    if (value.is(cedar::ValueKind::Record) && !value.asRecord().empty()) {
        for (const auto& [name, member] : value.asRecord()) {
            path.push_back(name);
            addRows(member, path, reads, facts, rows);
            path.pop_back();
        }
        return;
    }
    const bool read =
        std::any_of(reads.begin(), reads.end(), [&](const auto& one) { return needs(one, path); });
    rows.push_back({factName(path), toText(value), true, read});
}

void addFacts(const Material& material, Explanation& explanation)
{
    const std::vector<cedar::ContextPath> reads = readsInScope(material);
    const Facts& facts = material.prepared.facts;
    for (const auto& [name, value] : facts.context) {
        cedar::ContextPath path{name};
        addRows(value, path, reads, facts,
                name == "input" ? explanation.arguments : explanation.facts);
    }
    for (const cedar::ContextPath& path : facts.unknown) {
        const bool read = std::any_of(reads.begin(), reads.end(),
                                      [&](const auto& one) { return needs(one, path); });
        std::vector<FactRow>& rows =
            path.front() == "input" ? explanation.arguments : explanation.facts;
        rows.push_back({factName(path), {}, false, read});
    }
}

} // namespace

Explanation explain(const Decider& decider, const RecordedCall& call, const SessionReducer& session,
                    cedar::Scratch& scratch)
{
    const Setup& setup = decider.setup();
    const PreparedCall prepared = decider.prepare(call, session);
    const PrincipalStep step = evaluatePrincipal(setup, decider.index(), prepared, scratch);
    cedar::Explanation all =
        cedar::explain(*setup.program, *setup.entities, requestOf(prepared), scratch);
    hideSetAside(step, all.policies);
    const Material material{setup, prepared, step, std::move(all.policies)};

    Explanation explanation;
    explanation.verdict = decider.decide(call, prepared, scratch);
    explanation.triad = triadSentences(explanation.verdict, setup);
    if (step.result == StepResult::Forbidden)
        explanation.deciding = stories(material, step.outcomes.satisfiedForbids);
    else if (step.result == StepResult::Allowed)
        explanation.deciding = stories(material, step.outcomes.satisfiedPermits);
    else if (step.result == StepResult::NotPermitted)
        explanation.nearest = nearestPermits(material);
    explanation.setAside = stories(material, step.outcomes.setAside);
    for (const cedar::Outcomes::Failed& failed : step.outcomes.errors)
        explanation.skipped.push_back(
            storyOf(setup, material.policies[failed.policy], prepared.facts.unknown));
    addFacts(material, explanation);
    explanation.sentence = sentenceOf(explanation);
    return explanation;
}

} // namespace remit::decision
