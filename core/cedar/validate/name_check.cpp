// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/name_check.h"

#include "core/base/text.h"

#include <functional>

namespace remit::cedar {
namespace {

constexpr std::size_t kEnumIdsShown = 12;

std::string enumHelp(const EntityType& type)
{
    std::string help = "Its ids are: ";
    for (std::size_t i = 0; i < type.enumIds->size() && i < kEnumIdsShown; ++i)
        help += (i > 0 ? ", " : "") + cedarQuoted((*type.enumIds)[i]);
    if (type.enumIds->size() > kEnumIdsShown)
        help += " and " + std::to_string(type.enumIds->size() - kEnumIdsShown) + " more";
    return help + ".";
}

void reportUnknownType(const std::string& name, Span span, const Schema& schema, Problems& problems)
{
    std::vector<std::string> names;
    for (const auto& [known, type] : schema.entityTypes())
        names.push_back(known);
    const auto meant = nearest(name, names);
    Diagnostic& diagnostic = problems.error(
        "validate/unknown-entity-type", span, "the schema has no entity type `" + name + "`",
        meant ? "Did you mean `" + *meant + "`?" : std::string());
    if (meant && span.size() == name.size())
        problems.addFix(diagnostic, "Change to `" + *meant + "`", {{span, *meant}});
}

void reportUnknownAction(const EntityUid& uid, Span span, const Schema& schema, Problems& problems)
{
    std::vector<std::string> names;
    for (const auto& [known, action] : schema.actions()) {
        if (known.id == uid.id) { // right, but for its namespace
            names.assign(1, toText(known));
            break;
        }
        names.push_back(toText(known));
    }
    const bool sameId = names.size() == 1;
    const auto meant = sameId ? std::optional(names.front()) : nearest(toText(uid), names);
    Diagnostic& diagnostic = problems.error(
        "validate/unknown-action", span, "the schema has no action `" + shown(toText(uid)) + "`",
        meant ? "Did you mean `" + shown(*meant) + "`?" : std::string());
    if (meant)
        problems.addFix(diagnostic, "Change to `" + shown(*meant) + "`", {{span, *meant}});
}

void reportEnumId(const EntityUid& uid, Span span, const EntityType& type, Problems& problems)
{
    Diagnostic& diagnostic = problems.error(
        "validate/invalid-enum-id", span,
        "the enum `" + uid.type + "` has no id \"" + shown(uid.id) + "\"", enumHelp(type));
    if (const auto meant = nearest(uid.id, *type.enumIds))
        problems.addFix(diagnostic, "Change to `" + toText(EntityUid{uid.type, *meant}) + "`",
                        {{span, toText(EntityUid{uid.type, *meant})}});
}

/// The span of the type's name within an entity literal.
Span typePart(const EntityUid& uid, Span span)
{
    const auto length = static_cast<std::uint32_t>(uid.type.size());
    return span.size() > length ? Span{span.begin, span.begin + length} : span;
}

void checkEntityName(const EntityUid& uid, Span span, const Schema& schema, Problems& problems)
{
    if (isActionTypeName(uid.type)) {
        if (schema.action(uid) == nullptr)
            reportUnknownAction(uid, span, schema, problems);
        return;
    }
    const EntityType* type = schema.entityType(uid.type);
    if (type == nullptr)
        return reportUnknownType(uid.type, typePart(uid, span), schema, problems);
    if (!type->allowsId(uid.id))
        reportEnumId(uid, span, *type, problems);
}

void checkType(const std::string& name, Span span, const Schema& schema, Problems& problems)
{
    if (schema.entityType(name) == nullptr && !isActionTypeName(name))
        reportUnknownType(name, span, schema, problems);
}

void checkExpr(const Expr& expr, const Schema& schema, Problems& problems)
{
    if (expr.kind == ExprKind::Entity)
        checkEntityName(expr.uid, expr.span, schema, problems);
    if (expr.kind == ExprKind::Is)
        checkType(expr.text, expr.nameSpan.empty() ? expr.span : expr.nameSpan, schema, problems);
    for (const ExprPtr& child : expr.children)
        checkExpr(*child, schema, problems);
}

void checkConstraint(const ScopeConstraint& constraint, const Schema& schema, Problems& problems)
{
    using Op = ScopeConstraint::Op;
    if (constraint.op == Op::Is || constraint.op == Op::IsIn)
        checkType(constraint.type, constraint.typeSpan, schema, problems);
    if (constraint.op != Op::Any && constraint.op != Op::Is && !constraint.slot)
        checkEntityName(constraint.entity, constraint.entitySpan, schema, problems);
}

} // namespace

void checkLinkedEntity(const EntityUid& uid, Span span, const Schema& schema, Problems& problems)
{
    const EntityType* type = schema.entityType(uid.type);
    if (type == nullptr && !isActionTypeName(uid.type))
        return reportUnknownType(uid.type, span, schema, problems);
    const bool declared = type != nullptr ? type->allowsId(uid.id) : schema.action(uid) != nullptr;
    if (!declared)
        problems.warning("validate/link-never-matches", span,
                         "the schema declares no `" + shown(toText(uid)) +
                             "`, so that the link can never apply",
                         "Fill the slot with an entity that the schema allows.");
}

void checkNames(const Policy& policy, const Schema& schema, Problems& problems)
{
    checkConstraint(policy.principal, schema, problems);
    checkConstraint(policy.resource, schema, problems);
    for (std::size_t i = 0; i < policy.action.entities.size(); ++i)
        checkEntityName(policy.action.entities[i],
                        i < policy.action.entitySpans.size() ? policy.action.entitySpans[i]
                                                             : policy.action.span,
                        schema, problems);
    for (const Condition& condition : policy.conditions)
        checkExpr(*condition.body, schema, problems);
}

} // namespace remit::cedar
