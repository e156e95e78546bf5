// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/chain.h"

#include "core/cedar/engine/code.h"
#include "core/cedar/engine/fault_text.h"
#include "core/cedar/engine/observer.h"
#include "core/cedar/engine/policy_run.h"

#include <algorithm>

namespace remit::cedar {

namespace {

/// Runs the evaluations in turn and calls `use(evaluation)` while the state holds its results.
template <class Use>
void runChain(std::span<const Evaluation> evaluations, const EntityStore& entities,
              const Request& call, Detail detail, Scratch::State& state, Use use)
{
    state.chainPrograms.clear();
    for (const Evaluation& evaluation : evaluations) {
        const Program::Code* code = &evaluation.program->code();
        if (state.chainPrograms.empty() || state.chainPrograms.back() != code)
            state.chainPrograms.push_back(code);
    }
    state.beginCall(state.chainPrograms, entities.index(), call.action, call.resource,
                    call.context);
    const Program::Code* used = nullptr;
    for (const Evaluation& evaluation : evaluations) {
        if (&evaluation.program->code() != used)
            state.useProgram(evaluation.program->code());
        used = &evaluation.program->code();
        state.bindPrincipal(*evaluation.principal);
        runPolicies(state, evaluation.setAside, detail, Search::Index);
        use(evaluation);
        if (state.observer != nullptr) // last: it computes in the same memory
            state.observer->evaluated(*evaluation.program, evaluation.setAside, state);
    }
}

template <class Use>
void forEachSetAside(const Evaluation& evaluation, const Scratch::State& state, Use use)
{
    for (const std::uint32_t policy : evaluation.setAside) {
        if (scopeMatches(state.program->code[policy], state))
            use(policy);
    }
}

Outcomes outcomesOf(const Evaluation& evaluation, Scratch::State& state)
{
    Outcomes outcomes;
    outcomes.satisfiedPermits = state.permits;
    outcomes.satisfiedForbids = state.forbids;
    for (const Scratch::State::Failed& failed : state.failed) {
        const Policy& source = *evaluation.program->policies()[failed.policy].source;
        outcomes.errors.push_back({failed.policy, describe(failed.fault, state, source)});
    }
    forEachSetAside(evaluation, state,
                    [&](std::uint32_t policy) { outcomes.setAside.push_back(policy); });
    return outcomes;
}

void addAnswer(const Evaluation& evaluation, const Scratch::State& state, ChainResults& results)
{
    const bool allows = state.forbids.empty() && !state.permits.empty();
    results.begin(allows ? Decision::Allow : Decision::Deny);
    for (const auto* list : {&state.permits, &state.forbids, &state.failedPolicies}) {
        results.add(*list);
        results.endList();
    }
    forEachSetAside(evaluation, state, [&](std::uint32_t policy) { results.add(policy); });
    results.endList();
}

} // namespace

std::vector<Outcomes> evaluateChain(std::span<const Evaluation> evaluations,
                                    const EntityStore& entities, const Request& call,
                                    Scratch& scratch)
{
    std::vector<Outcomes> results;
    results.reserve(evaluations.size());
    Scratch::State& state = scratch.state();
    runChain(evaluations, entities, call, Detail::Full, state, [&](const Evaluation& evaluation) {
        results.push_back(outcomesOf(evaluation, state));
    });
    return results;
}

std::span<const ChainAnswer> decideChain(std::span<const Evaluation> evaluations,
                                         const EntityStore& entities, const Request& call,
                                         Scratch& scratch, Detail detail)
{
    Scratch::State& state = scratch.state();
    state.chain.clear();
    runChain(evaluations, entities, call, detail, state,
             [&](const Evaluation& evaluation) { addAnswer(evaluation, state, state.chain); });
    return state.chain.answers();
}

} // namespace remit::cedar
