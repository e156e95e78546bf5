// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/authorizer.h"

#include "core/cedar/engine/chain.h"
#include "core/cedar/engine/code.h"
#include "core/cedar/engine/decide.h"
#include "core/cedar/engine/fault_text.h"
#include "core/cedar/engine/policy_run.h"

#include <utility>

namespace remit::cedar {

namespace {

Response responseOf(const Answer& answer, const Program& program, Scratch::State& state)
{
    const std::vector<ProgramPolicy>& policies = program.policies();
    Response response;
    response.decision = answer.decision;
    for (const std::uint32_t policy : answer.reasons)
        response.reasons.push_back(policies[policy].id);
    for (const Scratch::State::Failed& failed : state.failed)
        response.errors.push_back({policies[failed.policy].id,
                                   describe(failed.fault, state, *policies[failed.policy].source)});
    return response;
}

} // namespace

void bind(const Program& program, const EntityStore& entities, const Request& request,
          Scratch& scratch)
{
    scratch.state().bind(program.code(), entities.index(), request.principal, request.action,
                         request.resource, request.context);
}

void bindPrincipal(const EntityUid& principal, Scratch& scratch)
{
    scratch.state().bindPrincipal(principal);
}

Answer decideBound(Scratch& scratch, Detail detail, Search search)
{
    Scratch::State& state = scratch.state();
    runPolicies(state, {}, detail, search);
    Answer answer;
    answer.errors = state.failedPolicies;
    if (!state.forbids.empty()) {
        answer.reasons = state.forbids;
    } else if (!state.permits.empty()) {
        answer.decision = Decision::Allow;
        answer.reasons = state.permits;
    }
    return answer;
}

Answer decide(const Program& program, const EntityStore& entities, const Request& request,
              Scratch& scratch, Detail detail)
{
    bind(program, entities, request, scratch);
    return decideBound(scratch, detail);
}

Response authorize(const Program& program, const EntityStore& entities, const Request& request,
                   Scratch& scratch)
{
    const Answer answer = decide(program, entities, request, scratch);
    return responseOf(answer, program, scratch.state());
}

Outcomes evaluateAll(const Program& program, const EntityStore& entities, const Request& request,
                     std::span<const std::uint32_t> setAside, Scratch& scratch)
{
    const Evaluation only{&program, &request.principal, setAside};
    return std::move(evaluateChain(std::span(&only, 1), entities, request, scratch).front());
}

} // namespace remit::cedar
