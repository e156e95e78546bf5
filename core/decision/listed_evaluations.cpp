// SPDX-License-Identifier: Apache-2.0
#include "core/decision/listed_evaluations.h"

#include "core/decision/policy_part.h"

#include <algorithm>

namespace remit::decision {

namespace {

/// Steps 0 to 4, those of the chain that was chosen.
Tristate stepsBefore(const CallInQuestion& call, const ChainDecision& decision)
{
    const Tristate request = call.presented.prepared.requestCrossings.empty();
    const AuthorityPart& part = call.part;
    if (!part.modelled)
        return request;
    const bool alone = part.chains.empty() || part.chain.ambiguous;
    return both(request, allOf({&part.identity, &part.credentialTime, &part.credentialTask,
                                &decision.counting.holder, &part.taskActive,
                                alone ? &part.chain : &decision.counting.active}));
}

bool isComplete(const Evaluated& evaluated)
{
    return evaluated.outcomes.setAside.empty();
}

/// An agent or a resource that was not recorded sets aside the policies that depend on it.
bool factsAreKnown(const ChainDecision& decision)
{
    return decision.facts().unrepresentable.empty() &&
           std::all_of(decision.grants.begin(), decision.grants.end(), isComplete) &&
           std::all_of(decision.principals.begin(), decision.principals.end(),
                       [](const PrincipalVerdict& one) { return isComplete(one.evaluated); });
}

} // namespace

ListedCall listedEvaluations(const Decider& decider, const RecordedCall& call,
                             const PreparedCall& prepared, const AuthorityContext& context,
                             cedar::Scratch& scratch)
{
    const AuthorityPart part = decider.decideAuthority(call, prepared, context);
    const Presented presented = decider.presented(call, prepared, context);
    const CallInQuestion question{decider.setup(), decider.index(), call, presented, part,
                                  context,         scratch};
    ChainDecision decision = decideOnBestChain(question);
    ListedCall listed;
    listed.before = stepsBefore(question, decision);
    listed.factsKnown = factsAreKnown(decision);
    listed.action = prepared.action;
    listed.resource = prepared.resource;
    if (const IndexedChain* chain = decision.counting.chain) {
        listed.chain = chain->ids();
        for (const authority::Grant* grant : chain->grants)
            listed.evaluations.push_back({grant->id, grant->to});
    }
    for (const PrincipalVerdict& one : decision.principals) {
        if (!one.assumed)
            listed.evaluations.push_back({std::nullopt, one.principal});
    }
    listed.context = decision.facts().context.asRecord();
    return listed;
}

} // namespace remit::decision
