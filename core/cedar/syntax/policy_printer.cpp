// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/syntax/builtin_names.h"
#include "core/cedar/syntax/printer.h"

namespace remit::cedar {
namespace {

std::string scopeText(Var var, const ScopeConstraint& constraint, SlotId slot)
{
    std::string result(variableName(var));
    const std::string entity =
        constraint.slot ? std::string(slotName(slot)) : toText(constraint.entity);
    switch (constraint.op) {
    case ScopeConstraint::Op::Any:
        return result;
    case ScopeConstraint::Op::Equal:
        return result + " == " + entity;
    case ScopeConstraint::Op::In:
        return result + " in " + entity;
    case ScopeConstraint::Op::Is:
        return result + " is " + constraint.type;
    case ScopeConstraint::Op::IsIn:
        return result + " is " + constraint.type + " in " + entity;
    }
    return result;
}

std::string actionText(const ActionConstraint& action)
{
    std::vector<std::string> uids;
    for (const EntityUid& uid : action.entities)
        uids.push_back(toText(uid));
    switch (action.op) {
    case ActionConstraint::Op::Any:
        return "action";
    case ActionConstraint::Op::Equal:
        return "action == " + joined(uids, ", ");
    case ActionConstraint::Op::In:
        return "action in " + joined(uids, ", ");
    case ActionConstraint::Op::InSet:
        return "action in [" + joined(uids, ", ") + "]";
    }
    return "action";
}

void fill(ScopeConstraint& constraint, const std::optional<EntityUid>& value)
{
    if (!constraint.slot || !value)
        return;
    constraint.slot = false;
    constraint.entity = *value;
}

} // namespace

std::string toText(const Policy& policy)
{
    std::string result;
    for (const Annotation& annotation : policy.annotations) {
        result += "@" + annotation.key;
        if (annotation.hasValue)
            result += "(" + cedarQuoted(annotation.value) + ")";
        result += '\n';
    }
    result += policy.effect == Effect::Permit ? "permit (" : "forbid (";
    result += scopeText(Var::Principal, policy.principal, SlotId::Principal) + ", " +
              actionText(policy.action) + ", " +
              scopeText(Var::Resource, policy.resource, SlotId::Resource) + ")";
    for (const Condition& condition : policy.conditions) {
        result += condition.unless ? "\nunless { " : "\nwhen { ";
        result += toText(*condition.body) + " }";
    }
    return result + ";";
}

Policy linked(const Policy& policy, const Link& link)
{
    Policy result = clone(policy);
    result.id = link.id;
    fill(result.principal, link.principal);
    fill(result.resource, link.resource);
    return result;
}

} // namespace remit::cedar
