// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/validate/lints/policy_lints.h"

#include <algorithm>

namespace remit::cedar::lints {
namespace {

bool isTaskId(const Expr& expr)
{
    return expr.kind == ExprKind::GetAttr && expr.text == "id" &&
           isContextAttribute(*expr.children.front(), "task");
}

bool isTaskTest(const Expr& expr, const std::string& task)
{
    if (expr.kind != ExprKind::Equal)
        return false;
    const Expr& left = *expr.children[0];
    const Expr& right = *expr.children[1];
    const auto names = [&](const Expr& other) {
        return other.kind == ExprKind::String && other.text == task;
    };
    return (isTaskId(left) && names(right)) || (isTaskId(right) && names(left));
}

/// Must the test hold for the condition to be true? Only operands of `&&` are looked into.
bool demands(const Expr& expr, const std::string& task)
{
    if (expr.kind == ExprKind::And)
        return std::any_of(expr.children.begin(), expr.children.end(),
                           [&](const ExprPtr& child) { return demands(*child, task); });
    return isTaskTest(expr, task);
}

} // namespace

/// An annotation has no meaning to Cedar: a policy marked for a task applies in every other one
/// too.
void taskAnnotation(const LintedPolicy& linted)
{
    const Policy& policy = linted.policy;
    const auto annotation = std::find_if(policy.annotations.begin(), policy.annotations.end(),
                                         [](const Annotation& note) { return note.key == "task"; });
    if (annotation == policy.annotations.end())
        return;
    const bool tested = std::any_of(
        policy.conditions.begin(), policy.conditions.end(), [&](const Condition& condition) {
            return !condition.unless && demands(*condition.body, annotation->value);
        });
    if (tested)
        return;
    const std::string condition =
        "when { context.task.id == " + cedarQuoted(annotation->value) + " }";
    Diagnostic& found = linted.problems.warning(
        "lint/task-without-condition", annotation->span,
        "`@task` only marks the policy: without a condition it applies in every task",
        "Add `" + condition + "`.");
    if (policy.span.size() > 0)
        linted.problems.addFix(found, "Add the condition",
                               {{{policy.span.end - 1, policy.span.end - 1}, "\n" + condition}});
}

} // namespace remit::cedar::lints
