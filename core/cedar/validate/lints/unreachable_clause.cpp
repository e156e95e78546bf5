// SPDX-License-Identifier: Apache-2.0
#include "core/base/limits.h"
#include "core/cedar/validate/lints/policy_lints.h"
#include "core/cedar/validate/scope.h"
#include "core/cedar/validate/type_checker.h"

#include <vector>

namespace remit::cedar::lints {
namespace {

void report(const LintedPolicy& linted, const Expr& expr)
{
    linted.problems.warning("lint/unreachable-clause", expr.span, "this is never evaluated",
                            "What stands before it decides already: remove one of them.");
}

/// Without a schema only literals decide.
void fromLiterals(const LintedPolicy& linted, const Expr& expr)
{
    const auto decides = [&](const Expr& operand) {
        return operand.kind == ExprKind::Bool && operand.boolean == (expr.kind == ExprKind::Or);
    };
    if (expr.kind == ExprKind::And || expr.kind == ExprKind::Or) {
        for (std::size_t i = 0; i + 1 < expr.children.size(); ++i) {
            if (decides(*expr.children[i]))
                return report(linted, *expr.children[i + 1]);
        }
    }
    if (expr.kind == ExprKind::If && expr.children[0]->kind == ExprKind::Bool)
        report(linted, *expr.children[expr.children[0]->boolean ? 2 : 1]);
    for (const ExprPtr& child : expr.children)
        fromLiterals(linted, *child);
}

/// The topmost nodes that no kind of request reaches.
void fromReached(const LintedPolicy& linted, const Expr& expr, const std::vector<bool>& reached)
{
    if (expr.id < reached.size() && !reached[expr.id])
        return report(linted, expr);
    for (const ExprPtr& child : expr.children)
        fromReached(linted, *child, reached);
}

/// Which nodes any kind of request reaches; empty when the policy has errors or never applies,
/// which the validator says better.
std::vector<bool> reachedNodes(const Policy& policy, const Schema& schema)
{
    Problems problems(policy, {});
    TypeChecker checker(policy, schema, problems);
    std::vector<bool> reached(policy.nodeCount, false);
    bool mayBeTrue = false;
    std::size_t environments = 0;
    ScopeTypes(policy, schema).forEachAdmitted([&](const RequestEnvironment& environment) {
        mayBeTrue |= checker.checkConditions(environment) == TypeChecker::Outcome::Sound;
        for (std::size_t i = 0; i < reached.size(); ++i)
            reached[i] = reached[i] || checker.reached()[i];
        return ++environments < limits::kRequestEnvironments && problems.errorCount() == 0;
    });
    if (!mayBeTrue || problems.errorCount() > 0)
        reached.clear();
    return reached;
}

} // namespace

void unreachableClause(const LintedPolicy& linted)
{
    if (linted.schema == nullptr) {
        for (const Condition& condition : linted.policy.conditions)
            fromLiterals(linted, *condition.body);
        return;
    }
    const std::vector<bool> reached = reachedNodes(linted.policy, *linted.schema);
    if (reached.empty())
        return;
    for (const Condition& condition : linted.policy.conditions)
        fromReached(linted, *condition.body, reached);
}

} // namespace remit::cedar::lints
