// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/scope.h"

#include <algorithm>

namespace remit::cedar {

ScopeTypes::ScopeTypes(const Policy& policy, const Schema& schema)
    : m_policy(policy), m_schema(schema)
{}

bool ScopeTypes::admitsPrincipal(std::string_view type) const
{
    return admits(m_policy.principal, type);
}

bool ScopeTypes::admitsResource(std::string_view type) const
{
    return admits(m_policy.resource, type);
}

bool ScopeTypes::admits(const ScopeConstraint& constraint, std::string_view type) const
{
    const bool hasType =
        constraint.op == ScopeConstraint::Op::Is || constraint.op == ScopeConstraint::Op::IsIn;
    if (hasType && constraint.type != type)
        return false;
    const bool hasEntity =
        constraint.op != ScopeConstraint::Op::Any && constraint.op != ScopeConstraint::Op::Is;
    if (!hasEntity || constraint.slot)
        return true;
    const std::string& entityType = constraint.entity.type;
    if (!m_schema.attributesOf(entityType))
        return !isActionTypeName(entityType);
    return constraint.op == ScopeConstraint::Op::Equal ? entityType == type
                                                       : m_schema.mayBeIn(type, entityType);
}

bool ScopeTypes::admitsAction(const EntityUid& action) const
{
    const ActionConstraint& constraint = m_policy.action;
    switch (constraint.op) {
    case ActionConstraint::Op::Any:
        return true;
    case ActionConstraint::Op::Equal:
        return constraint.entities.front() == action;
    default:
        return std::any_of(constraint.entities.begin(), constraint.entities.end(),
                           [&](const EntityUid& uid) {
                               return !m_schema.action(uid) || m_schema.isActionIn(action, uid);
                           });
    }
}

void ScopeTypes::forEachWithPrincipal(const Visit& visit) const
{
    for (const auto& [uid, action] : m_schema.actions()) {
        for (const std::string& principal : action.principals) {
            if (!admitsPrincipal(principal))
                continue;
            for (const std::string& resource : action.resources) {
                if (!visit({principal, uid, resource}))
                    return;
            }
        }
    }
}

void ScopeTypes::forEachAdmitted(const Visit& visit) const
{
    const bool faultyList = hasFaultyActionList();
    for (const auto& [uid, action] : m_schema.actions()) {
        if (!faultyList && !admitsAction(uid))
            continue;
        for (const std::string& principal : action.principals) {
            if (!admitsPrincipal(principal))
                continue;
            for (const std::string& resource : action.resources) {
                if (admitsResource(resource) && !visit({principal, uid, resource}))
                    return;
            }
        }
    }
}

std::vector<std::string> ScopeTypes::actionListTypes() const
{
    std::vector<std::string> types;
    if (m_policy.action.op != ActionConstraint::Op::InSet)
        return types;
    for (const EntityUid& uid : m_policy.action.entities) {
        if (std::find(types.begin(), types.end(), uid.type) == types.end())
            types.push_back(uid.type);
    }
    return types;
}

bool ScopeTypes::hasFaultyActionList() const
{
    return m_policy.action.op == ActionConstraint::Op::InSet && actionListTypes().size() != 1;
}

bool ScopeTypes::knowsActions() const
{
    return std::all_of(m_policy.action.entities.begin(), m_policy.action.entities.end(),
                       [&](const EntityUid& uid) { return m_schema.action(uid) != nullptr; });
}

bool ScopeTypes::actionMatches(const EntityUid& action) const
{
    return m_policy.action.op == ActionConstraint::Op::Any || admitsAction(action);
}

bool ScopeTypes::matches(const ScopeConstraint& constraint,
                         const std::set<std::string, std::less<>>& types) const
{
    return std::any_of(types.begin(), types.end(), [&](const std::string& type) {
        const bool hasEntity =
            constraint.op != ScopeConstraint::Op::Any && constraint.op != ScopeConstraint::Op::Is;
        const bool known = !hasEntity || constraint.slot ||
                           m_schema.attributesOf(constraint.entity.type) != nullptr;
        return known && admits(constraint, type);
    });
}

bool ScopeTypes::hasApplicableAction() const
{
    if (!knowsActions())
        return false;
    return std::any_of(m_schema.actions().begin(), m_schema.actions().end(),
                       [&](const auto& entry) {
                           return actionMatches(entry.first) &&
                                  matches(m_policy.principal, entry.second.principals) &&
                                  matches(m_policy.resource, entry.second.resources);
                       });
}

} // namespace remit::cedar
