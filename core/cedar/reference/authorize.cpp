// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/reference/expression.h"
#include "core/cedar/reference/reference_evaluator.h"

#include <optional>

namespace remit::cedar::reference {
namespace {

using Satisfied = tl::expected<bool, EvaluationError>;

bool scopeMatches(const ScopeConstraint& scope, const EntityUid& entity,
                  const std::optional<EntityUid>& slot, const EntityStore& entities)
{
    const EntityUid& wanted = scope.slot ? slot.value() : scope.entity;
    switch (scope.op) {
    case ScopeConstraint::Op::Any:
        return true;
    case ScopeConstraint::Op::Equal:
        return entity == wanted;
    case ScopeConstraint::Op::In:
        return isIn(entity, wanted, entities);
    case ScopeConstraint::Op::Is:
        return entity.type == scope.type;
    case ScopeConstraint::Op::IsIn:
        return entity.type == scope.type && isIn(entity, wanted, entities);
    }
    return false;
}

bool scopeMatches(const ActionConstraint& scope, const EntityUid& action,
                  const EntityStore& entities)
{
    if (scope.op == ActionConstraint::Op::Any)
        return true;
    if (scope.op == ActionConstraint::Op::Equal)
        return action == scope.entities.front();
    for (const EntityUid& wanted : scope.entities) {
        if (isIn(action, wanted, entities))
            return true;
    }
    return false;
}

Satisfied conditionsHold(const Policy& policy, const Surroundings& in)
{
    for (const Condition& condition : policy.conditions) {
        const Outcome value = evaluate(*condition.body, in);
        if (!value)
            return tl::unexpected(value.error());
        if (!value->is(ValueKind::Bool))
            return typeError(*condition.body, "bool", *value);
        if (value->asBool() == condition.unless)
            return false;
    }
    return true;
}

Satisfied satisfied(const Policy& policy, const Link* link, const Surroundings& in)
{
    const std::optional<EntityUid> none;
    const Request& request = in.request;
    const bool matches =
        scopeMatches(policy.principal, request.principal, link ? link->principal : none,
                     in.entities) &&
        scopeMatches(policy.action, request.action, in.entities) &&
        scopeMatches(policy.resource, request.resource, link ? link->resource : none, in.entities);
    return matches ? conditionsHold(policy, in) : Satisfied(false);
}

struct Verdicts {
    std::vector<std::string> permits;
    std::vector<std::string> forbids;
    std::vector<PolicyError> errors;

    void add(const std::string& id, Effect effect, const Satisfied& result)
    {
        if (!result)
            errors.push_back({id, result.error()});
        else if (*result)
            (effect == Effect::Permit ? permits : forbids).push_back(id);
    }
};

} // namespace

Response authorize(const PolicySet& set, const EntityStore& entities, const Request& request)
{
    const Surroundings in{entities, request};
    Verdicts verdicts;
    for (const auto& policy : set.policies()) {
        if (!policy->isTemplate() && !policy->broken)
            verdicts.add(policy->id, policy->effect, satisfied(*policy, nullptr, in));
    }
    for (const Link& link : set.links()) {
        const auto source = set.find(link.templateId);
        if (source && !source->broken)
            verdicts.add(link.id, source->effect, satisfied(*source, &link, in));
    }
    Response response;
    const bool allowed = verdicts.forbids.empty() && !verdicts.permits.empty();
    response.decision = allowed ? Decision::Allow : Decision::Deny;
    response.reasons = verdicts.forbids.empty() ? verdicts.permits : verdicts.forbids;
    response.errors = verdicts.errors;
    return response;
}

} // namespace remit::cedar::reference
