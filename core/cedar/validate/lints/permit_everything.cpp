// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/lints/policy_lints.h"

#include <algorithm>
#include <optional>

namespace remit::cedar::lints {
namespace {

/// The value of an expression of literals; nothing for any other.
std::optional<bool> constant(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Bool:
        return expr.boolean;
    case ExprKind::Not: {
        const auto operand = constant(*expr.children.front());
        return operand ? std::optional<bool>(!*operand) : std::nullopt;
    }
    case ExprKind::And:
    case ExprKind::Or: {
        const bool decides = expr.kind == ExprKind::Or;
        bool known = true;
        for (const ExprPtr& child : expr.children) {
            const auto operand = constant(*child);
            if (operand == decides)
                return decides;
            known = known && operand.has_value();
        }
        return known ? std::optional<bool>(!decides) : std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

} // namespace

void permitEverything(const LintedPolicy& linted)
{
    const Policy& policy = linted.policy;
    const bool open = policy.principal.op == ScopeConstraint::Op::Any &&
                      policy.action.op == ActionConstraint::Op::Any &&
                      policy.resource.op == ScopeConstraint::Op::Any;
    if (policy.effect != Effect::Permit || !open)
        return;
    const bool alwaysTrue =
        std::all_of(policy.conditions.begin(), policy.conditions.end(),
                    [](const Condition& next) { return constant(*next.body) == !next.unless; });
    if (alwaysTrue)
        linted.problems.warning("lint/permit-everything", policy.effectSpan,
                                "this policy permits every request",
                                "Name a principal, an action or a resource, or add a condition.");
}

} // namespace remit::cedar::lints
