// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/validate/lints/policy_lints.h"

#include <algorithm>

namespace remit::cedar::lints {
namespace {

bool readsApprovals(const Expr& expr)
{
    if (isContextAttribute(expr, "approvals"))
        return true;
    const bool onContext = expr.kind == ExprKind::Has &&
                           expr.children.front()->kind == ExprKind::Variable &&
                           expr.children.front()->var == Var::Context;
    return onContext && !expr.path.empty() && expr.path.front() == "approvals";
}

/// `context.approvals.contains("ROLE")`
const Expr* roleTestedBy(const Expr& expr)
{
    const bool contains = expr.kind == ExprKind::Method && expr.text == "contains" &&
                          isContextAttribute(*expr.children.front(), "approvals");
    return contains ? expr.children[1].get() : nullptr;
}

void outside(const LintedPolicy& linted)
{
    forEachNode(linted.policy, [&](const Expr& expr) {
        if (readsApprovals(expr))
            linted.problems.error("lint/approvals-outside-rule", expr.span,
                                  "`context.approvals` is read outside of an approval rule",
                                  "Only a forbid with `@approval(\"ROLE\")` may read it, in its "
                                  "`unless`.");
    });
}

void malformed(const LintedPolicy& linted, Span span, const std::string& what)
{
    linted.problems.error(
        "lint/approval-rule-form", span, what,
        "Write `@approval(\"R\") forbid (…) when {…} unless { context has approvals && "
        "context.approvals.contains(\"R\") };`.");
}

/// One role a rule, the same in the annotation and in the one test of it (R5).
void inside(const LintedPolicy& linted, const Annotation& annotation)
{
    if (linted.policy.effect != Effect::Forbid)
        return malformed(linted, linted.policy.effectSpan, "an approval rule is a forbid");
    std::size_t tests = 0;
    for (const Condition& condition : linted.policy.conditions) {
        forEachNode(*condition.body, [&](const Expr& expr) {
            if (readsApprovals(expr) && !condition.unless)
                malformed(linted, expr.span,
                          "an approval rule tests approvals in its `unless` only");
            const Expr* role = roleTestedBy(expr);
            if (role == nullptr)
                return;
            ++tests;
            if (role->kind != ExprKind::String || role->text != annotation.value)
                malformed(linted, role->span,
                          "the role tested is not the one of `@approval(\"" +
                              shown(annotation.value) + "\")`");
        });
    }
    if (tests == 0)
        malformed(linted, annotation.span, "this approval rule does not test the approval");
}

} // namespace

void approvalRule(const LintedPolicy& linted)
{
    const auto& annotations = linted.policy.annotations;
    const auto annotation =
        std::find_if(annotations.begin(), annotations.end(),
                     [](const Annotation& note) { return note.key == "approval"; });
    if (annotation == annotations.end())
        outside(linted);
    else
        inside(linted, *annotation);
}

} // namespace remit::cedar::lints
