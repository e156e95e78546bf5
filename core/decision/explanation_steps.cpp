// SPDX-License-Identifier: Apache-2.0
#include "core/decision/explanation_steps.h"

#include "core/base/text.h"
#include "core/decision/messages.h"

#include <fmt/format.h>

#include <array>

namespace remit::decision {

namespace {

StepState stateOf(const StepOutcome& outcome)
{
    switch (outcome.state) {
    case StepOutcome::State::Passes:
        return StepState::Holds;
    case StepOutcome::State::Fails:
        return StepState::Fails;
    case StepOutcome::State::Unknown:
        return StepState::Unknown;
    case StepOutcome::State::NotDecided:
        break;
    }
    return StepState::NotDecided;
}

StepState stateOf(const Tristate& state)
{
    if (!state)
        return StepState::Unknown;
    return *state ? StepState::Holds : StepState::Fails;
}

StepStory story(int step, StepState state, std::string message)
{
    constexpr std::array kNames{"request", "identity", "credential", "task",
                                "chain",   "grants",   "principals", "approval"};
    return {step, kNames.at(static_cast<std::size_t>(step)), state, std::move(message)};
}

StepStory requestStep(const PreparedCall& prepared)
{
    if (prepared.requestCrossings.empty())
        return story(0, StepState::Holds,
                     "The tool is declared, and the arguments are what it takes.");
    return story(0, StepState::Fails, prepared.requestCrossings.front().message);
}

/// Of the parts of a step, the one that says most.
const StepOutcome& telling(std::initializer_list<const StepOutcome*> parts)
{
    for (const auto state : {StepOutcome::State::Fails, StepOutcome::State::Unknown}) {
        for (const StepOutcome* part : parts) {
            if (part->state == state)
                return *part;
        }
    }
    return **parts.begin();
}

StepStory grantsStep(const ChainDecision& decision, const CallVerdict& call)
{
    const StepState state = stateOf(decision.grantsAllow());
    if (decision.counting.chain == nullptr)
        return story(5, StepState::NotDecided, "There is no chain whose grants could be asked.");
    for (std::size_t hop = 0; hop < decision.grants.size(); ++hop) {
        if (state == StepState::Fails && decision.grants[hop].result != StepResult::Allowed &&
            decision.grants[hop].result != StepResult::Undecidable)
            return story(5, state,
                         outsideGrantMessage(*decision.counting.chain->grants[hop], call));
    }
    return story(5, state,
                 state == StepState::Holds ? "Every grant of the chain hands on this call."
                                           : "Scopes need facts that are not recorded.");
}

std::string entitled(const ChainDecision& decision)
{
    const bool assumed = !decision.principals.empty() && decision.principals.front().assumed;
    const std::string who =
        decision.principals.size() == 1 ? "the agent" : "everybody on the chain";
    return "The policies allow it to " + who +
           (assumed ? "; that the root is entitled is assumed." : ".");
}

StepStory principalsStep(const CallInQuestion& call, const ChainDecision& decision,
                         const CallVerdict& row)
{
    const StepState state = stateOf(decision.principalsAllow());
    for (const PrincipalVerdict& one : decision.principals) {
        const bool forbidden = one.evaluated.result == StepResult::Forbidden;
        if (one.assumed || (!forbidden && one.evaluated.result != StepResult::NotPermitted))
            continue;
        const std::string who = toText(one.principal);
        const bool known =
            &one != &decision.principals.back() || call.presented.prepared.principalKnown;
        return story(6, state,
                     forbidden
                         ? forbiddenMessage(call.setup, one.evaluated.outcomes.satisfiedForbids,
                                            known ? who : std::string())
                         : notPermittedMessage(row, known ? who : std::string()));
    }
    return story(6, state,
                 state == StepState::Holds ? entitled(decision)
                                           : "Policies need facts that are not recorded.");
}

StepStory approvalStep(const ChainDecision& decision)
{
    if (!decision.approved())
        return story(7, StepState::Fails, approvalMissingMessage(decision.demanded));
    if (decision.used.empty())
        return story(7, StepState::Holds, "No approval is needed.");
    std::vector<std::string> names;
    for (const Approval* approval : decision.used)
        names.push_back(approval->text());
    return story(7, StepState::Holds, "Approved: " + joined(names, ", ") + ".");
}

} // namespace

std::vector<StepStory> stepsOf(const CallInQuestion& call, const ChainDecision& decision)
{
    const AuthorityPart& part = call.part;
    CallVerdict row;
    row.action = toText(call.presented.prepared.action);
    if (call.presented.prepared.resourceKnown)
        row.resource = toText(call.presented.prepared.resource);
    std::vector<StepStory> steps{requestStep(call.presented.prepared)};
    if (part.modelled) {
        const StepOutcome& credential =
            telling({&part.credentialTime, &part.credentialTask, &decision.counting.holder});
        steps.push_back(story(1, stateOf(part.identity), part.identity.message));
        steps.push_back(story(2, stateOf(credential), credential.message));
        steps.push_back(story(3, stateOf(part.taskActive), part.taskActive.message));
        steps.push_back(story(4, stateOf(part.chain), part.chain.message));
        steps.push_back(grantsStep(decision, row));
    } else {
        for (int step = 1; step <= 5; ++step)
            steps.push_back(
                story(step, StepState::NotDecided, "This workspace does not model authority."));
    }
    steps.push_back(principalsStep(call, decision, row));
    steps.push_back(approvalStep(decision));
    return steps;
}

std::vector<HopStory> hopsOf(const Presented& presented, const ChainDecision& decision)
{
    std::vector<HopStory> hops;
    const IndexedChain* chain = decision.counting.chain;
    if (chain == nullptr)
        return hops;
    authority::Circumstances now;
    now.time = presented.time.value_or(Instant{});
    now.skew = presented.skew;
    now.knowledge = presented.knowledge;
    if (presented.workload.isPresent())
        now.workload = presented.workload.text;
    if (presented.audience.isPresent())
        now.audience = presented.audience.text;
    for (const authority::Grant* grant : chain->grants) {
        HopStory hop;
        hop.hop = hops.size() + 1;
        hop.grant = grant->id;
        hop.from = toText(grant->from);
        hop.to = toText(grant->to);
        hop.task = toText(grant->task);
        hop.begins = std::max(grant->issuedAt, grant->notBefore);
        hop.ends = grant->expiresAt;
        const authority::Inactivity inactivity = inactivityOf(
            *grant, grant == &chain->last(), presented.registry, presented.history, now);
        hop.active = presented.time && inactivity == authority::Inactivity::None;
        hop.activity = presented.time ? name(inactivity)
                                      : std::string_view("may be active; the call has no time");
        hops.push_back(std::move(hop));
    }
    return hops;
}

} // namespace remit::decision
