// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/expr_text.h"
#include "core/cedar/validate/lints/policy_lints.h"

#include <algorithm>

namespace remit::cedar::lints {
namespace {

bool isPlainLiteral(const Expr& expr)
{
    return expr.kind == ExprKind::String || expr.kind == ExprKind::Long ||
           expr.kind == ExprKind::Bool;
}

bool holdsPlainLiteral(const Expr& expr)
{
    return isPlainLiteral(expr) ||
           (expr.kind == ExprKind::Set &&
            std::any_of(expr.children.begin(), expr.children.end(),
                        [](const ExprPtr& child) { return isPlainLiteral(*child); }));
}

} // namespace

/// `in` is for the hierarchy of entities. On strings it errors, the policy is skipped, and of a
/// forbid nothing is left (GHSA-hm46-7j72-rpv9).
void stringMembership(const LintedPolicy& linted)
{
    forEachNode(linted.policy, [&](const Expr& expr) {
        if (expr.kind != ExprKind::In)
            return;
        const Expr& left = *expr.children[0];
        const Expr& right = *expr.children[1];
        if (!isPlainLiteral(left) && !holdsPlainLiteral(right))
            return;
        const bool forbids = linted.policy.effect == Effect::Forbid;
        const std::string element = textOf(left).value_or("x");
        linted.problems.warning(
            "lint/in-on-strings", expr.span,
            std::string("`in` tests the hierarchy of entities and fails on other values") +
                (forbids ? ", so that this forbid is skipped" : ""),
            right.kind == ExprKind::Set ? "Write `[…].contains(" + element + ")`."
                                        : "Compare with `==`.");
    });
}

} // namespace remit::cedar::lints
