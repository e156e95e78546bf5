// SPDX-License-Identifier: Apache-2.0
#include "core/decision/verdict_only.h"

#include "core/cedar/engine/chain.h"
#include "core/decision/index.h"
#include "core/decision/steps/evaluation.h"

#include <algorithm>

namespace remit::decision {

namespace {

bool isApprovalRule(const cedar::ProgramPolicy& policy)
{
    return policy.effect == cedar::Effect::Forbid &&
           policy.source->annotation("approval") != nullptr;
}

bool anyForbid(const cedar::Program& program, std::span<const std::uint32_t> policies)
{
    return std::any_of(policies.begin(), policies.end(), [&](std::uint32_t i) {
        return program.policies()[i].effect == cedar::Effect::Forbid;
    });
}

/// Steps 6 and 7 of an answer in full; approval rules do not hold.
StepResult stepResult(const cedar::Program& program, const cedar::ChainAnswer& answer)
{
    if (!answer.satisfiedForbids.empty())
        return StepResult::Forbidden;
    if (anyForbid(program, answer.setAside))
        return StepResult::Undecidable;
    if (!answer.satisfiedPermits.empty())
        return StepResult::Allowed;
    return answer.setAside.empty() ? StepResult::NotPermitted : StepResult::Undecidable;
}

} // namespace

VerdictOnly::VerdictOnly(const Decider& decider) : m_decider(decider)
{
    const auto& policies = decider.setup().program->policies();
    m_demandsApproval = std::any_of(policies.begin(), policies.end(), isApprovalRule);
}

Verdict VerdictOnly::of(const AskedCall& call)
{
    if (call.requestFails)
        return Verdict::Deny;
    if (!call.principalKnown || !call.resourceKnown)
        return inFull(call);
    if (call.unknown != m_unknown) {
        m_unknown = call.unknown;
        m_needing = m_decider.index().needs.needing(m_unknown);
    }
    const cedar::Program& program = *m_decider.setup().program;
    const cedar::Evaluation evaluation{&program, &call.request.principal, m_needing};
    const bool decisionOnly = m_needing.empty() && !m_demandsApproval;
    const cedar::ChainAnswer& answer = cedar::decideChain(
        std::span(&evaluation, 1), *m_decider.setup().entities, call.request, m_scratch,
        decisionOnly ? cedar::Detail::DecisionOnly : cedar::Detail::Full)[0];
    StepResult result =
        answer.decision == cedar::Decision::Allow ? StepResult::Allowed : StepResult::NotPermitted;
    if (!decisionOnly) {
        const auto& forbids = answer.satisfiedForbids;
        if (std::any_of(forbids.begin(), forbids.end(),
                        [&](std::uint32_t i) { return isApprovalRule(program.policies()[i]); }))
            return inFull(call);
        result = stepResult(program, answer);
    }
    if (result == StepResult::Undecidable)
        return Verdict::Undecidable;
    if (result != StepResult::Allowed)
        return Verdict::Deny;
    return call.unrepresentable ? Verdict::Undecidable : Verdict::Allow;
}

Verdict VerdictOnly::inFull(const AskedCall& call)
{
    trace::Event event;
    event.body = trace::Call();
    const RecordedCall recorded{&event, nullptr, 0};
    PreparedCall prepared;
    prepared.principal = call.request.principal;
    prepared.principalKnown = call.principalKnown;
    prepared.action = call.request.action;
    prepared.resource = call.request.resource;
    prepared.resourceKnown = call.resourceKnown;
    prepared.facts.context = call.request.context;
    prepared.facts.unknown = call.unknown;
    if (call.unrepresentable)
        prepared.facts.unrepresentable.emplace_back();
    if (call.requestFails)
        prepared.requestCrossings.emplace_back();
    return m_decider.decide(recorded, prepared, m_scratch).verdict;
}

} // namespace remit::decision
