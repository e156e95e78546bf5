// SPDX-License-Identifier: Apache-2.0
#include "core/decision/steps/approval.h"

#include "core/base/hash.h"
#include "core/decision/steps/request.h"

#include <algorithm>
#include <set>

namespace remit::decision {

namespace {

bool contains(const std::vector<std::string>& list, const std::string& item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

/// Everything but the arguments and the end.
bool namesCall(const Approval& approval, const Presented& call, const AuthorityPart& part)
{
    const PreparedCall& prepared = call.prepared;
    return prepared.principalKnown && approval.agent == prepared.principal &&
           part.task == approval.task && approval.action == prepared.action &&
           (!prepared.resourceKnown || approval.resource == prepared.resource);
}

bool holdsRole(const Presented& call, const Approval& approval)
{
    if (!contains(call.setup.types.humans, approval.approver.type))
        return false;
    return std::any_of(
        call.setup.types.roles.begin(), call.setup.types.roles.end(), [&](const std::string& type) {
            return call.setup.entities->isDescendant(approval.approver, {type, approval.role});
        });
}

bool isOwner(const Presented& call, const cedar::EntityUid& approver)
{
    const authority::Actor* actor = call.registry.actor(call.prepared.principal);
    return actor != nullptr && actor->owner == approver;
}

} // namespace

std::optional<std::string> argumentsHash(const trace::Call& call)
{
    const ReadArguments arguments = readArguments(call);
    if (!arguments.object)
        return std::nullopt;
    return hex(sha256(canonicalJson(*arguments.object)));
}

BoundApprovals approvalsOf(const RecordedCall& recorded, const Presented& call,
                           const AuthorityPart& part, const std::vector<Approval>& approvals)
{
    BoundApprovals bound;
    if (approvals.empty())
        return bound;
    const std::optional<std::string> hash = argumentsHash(recorded.call());
    const bool argumentsKnown = recorded.call().arguments.has_value();
    for (const Approval& approval : approvals) {
        if (!namesCall(approval, call, part) ||
            (argumentsKnown && hash != approval.argumentsHash) ||
            (call.time && *call.time >= approval.expires))
            continue;
        if (!argumentsKnown || !call.time || !call.prepared.resourceKnown)
            bound.perhaps = true;
        else
            bound.sure.push_back(&approval);
    }
    return bound;
}

std::vector<const Approval*> countingOn(const IndexedChain* chain, const Presented& call,
                                        const std::vector<const Approval*>& bound)
{
    std::vector<const Approval*> counting;
    for (const Approval* approval : bound) {
        const bool onChain = chain != nullptr ? chain->holds(approval->approver)
                                              : approval->approver == call.prepared.principal;
        if (!onChain && !isOwner(call, approval->approver) && holdsRole(call, *approval))
            counting.push_back(approval);
    }
    return counting;
}

std::vector<std::string> rolesOf(const std::vector<const Approval*>& approvals)
{
    std::set<std::string> roles;
    for (const Approval* approval : approvals)
        roles.insert(approval->role);
    return {roles.begin(), roles.end()};
}

std::vector<std::string> demandedRoles(const cedar::Program& program,
                                       const cedar::Outcomes& outcomes)
{
    std::vector<std::string> roles;
    for (const std::uint32_t i : outcomes.satisfiedForbids) {
        if (const std::string* role = program.policies()[i].source->annotation("approval"))
            roles.push_back(*role);
    }
    return roles;
}

std::vector<std::string> approvalRules(const Setup& setup, const std::vector<std::string>& roles)
{
    std::vector<std::string> rules;
    for (const cedar::ProgramPolicy& policy : setup.program->policies()) {
        const std::string* role = policy.source->annotation("approval");
        if (role != nullptr && policy.effect == cedar::Effect::Forbid && contains(roles, *role))
            rules.push_back(policy.id);
    }
    return rules;
}

} // namespace remit::decision
