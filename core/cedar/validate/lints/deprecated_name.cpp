// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/validate/lints/policy_lints.h"

namespace remit::cedar::lints {
namespace {

void check(const LintedPolicy& linted, const std::string& name, const Annotations& annotations,
           const Place& place, Span span)
{
    const std::string* reason = findAnnotation(annotations, "deprecated");
    if (reason == nullptr)
        return;
    Diagnostic& found = linted.problems.warning(
        "lint/deprecated-name", span, "`" + shown(name) + "` is marked as deprecated in the schema",
        reason->empty() ? "Use what has replaced it." : shown(*reason));
    if (place.known() && found.related.empty())
        found.related.push_back({*place.file, place.name, "declared here"});
}

void checkUid(const LintedPolicy& linted, const EntityUid& uid, Span span)
{
    if (const Action* action = linted.schema->action(uid))
        check(linted, toText(uid), action->annotations, action->place, span);
    else if (const EntityType* type = linted.schema->entityType(uid.type))
        check(linted, uid.type, type->annotations, type->place, span);
}

void checkType(const LintedPolicy& linted, const std::string& name, Span span)
{
    if (const EntityType* type = linted.schema->entityType(name))
        check(linted, name, type->annotations, type->place, span);
}

void checkScope(const LintedPolicy& linted, const ScopeConstraint& constraint)
{
    if (!constraint.type.empty())
        checkType(linted, constraint.type, constraint.typeSpan);
    if (!constraint.entity.type.empty())
        checkUid(linted, constraint.entity, constraint.entitySpan);
}

} // namespace

/// `@deprecated("use …")` on an action or entity type of the schema.
void deprecatedName(const LintedPolicy& linted)
{
    if (linted.schema == nullptr)
        return;
    checkScope(linted, linted.policy.principal);
    checkScope(linted, linted.policy.resource);
    const ActionConstraint& action = linted.policy.action;
    for (std::size_t i = 0; i < action.entities.size(); ++i)
        checkUid(linted, action.entities[i],
                 i < action.entitySpans.size() ? action.entitySpans[i] : action.span);
    forEachNode(linted.policy, [&](const Expr& expr) {
        if (expr.kind == ExprKind::Entity)
            checkUid(linted, expr.uid, expr.span);
        else if (expr.kind == ExprKind::Is)
            checkType(linted, expr.text, expr.nameSpan);
    });
}

} // namespace remit::cedar::lints
