// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/expr_ids.h"
#include "core/cedar/validate/lints/policy_lints.h"

#include <map>

namespace remit::cedar::lints {

/// `a && b && a`, `a || a`: one of the two was meant to be something else, or is too much.
void repeatedOperand(const LintedPolicy& linted)
{
    ExprIds ids;
    forEachNode(linted.policy, [&](const Expr& expr) {
        if (expr.kind != ExprKind::And && expr.kind != ExprKind::Or)
            return;
        std::map<ExprIds::Id, const Expr*> seen;
        for (const ExprPtr& operand : expr.children) {
            const auto [first, isNew] = seen.try_emplace(ids.of(*operand), operand.get());
            if (isNew)
                continue;
            linted.problems.warning("lint/repeated-operand", operand->span,
                                    "the same test stands in this chain twice",
                                    "Remove it, or write what was meant instead.");
        }
    });
}

} // namespace remit::cedar::lints
