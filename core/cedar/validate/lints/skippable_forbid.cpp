// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/validate/lints/guards.h"
#include "core/cedar/validate/lints/policy_lints.h"

namespace remit::cedar::lints {
namespace {

bool canOverflow(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Add:
    case ExprKind::Subtract:
    case ExprKind::Multiply:
    case ExprKind::Negate:
        return true;
    case ExprKind::Method:
        return expr.text == "offset" || expr.text == "durationSince" || expr.text == "toDate";
    default:
        return false;
    }
}

/// A constructor whose argument is no literal fails on text that it cannot read.
bool canFailToRead(const Expr& expr)
{
    return expr.kind == ExprKind::Call && !expr.children.empty() &&
           expr.children.front()->kind != ExprKind::String;
}

} // namespace

/// Cedar skips a policy that errors. A skipped forbid forbids nothing, and a permit may survive.
void skippableForbid(const LintedPolicy& linted)
{
    if (linted.policy.effect != Effect::Forbid)
        return;
    const auto report = [&](const Expr& expr, const std::string& why, const std::string& help) {
        linted.problems.warning("lint/skippable-forbid", expr.span,
                                why + ", and a forbid that fails is skipped", help);
    };
    forEachNode(linted.policy, [&](const Expr& expr) {
        if (canOverflow(expr))
            report(expr, "this can overflow",
                   "Bound the operands first, or compare without computing.");
        else if (canFailToRead(expr))
            report(expr, "this fails on text of another form",
                   "Convert values when entities and context are made.");
    });
    if (linted.schema != nullptr)
        return; // the validator has seen to the rest
    GuardWalk guards([&](const Expr& read, bool guarded) {
        if (!guarded && !isFact(read))
            report(read, "this fails where `" + shown(read.text) + "` is absent",
                   "Test with `has` first, or validate the policy against a schema.");
    });
    guards.walk(linted.policy);
}

} // namespace remit::cedar::lints
