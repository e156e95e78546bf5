// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/lints/policy_lints.h"

namespace remit::cedar::lints {

void forEachNode(const Expr& expr, const std::function<void(const Expr&)>& visit)
{
    visit(expr);
    for (const ExprPtr& child : expr.children)
        forEachNode(*child, visit);
}

void forEachNode(const Policy& policy, const std::function<void(const Expr&)>& visit)
{
    for (const Condition& condition : policy.conditions)
        forEachNode(*condition.body, visit);
}

bool isContextAttribute(const Expr& expr, std::string_view name)
{
    if (expr.kind != ExprKind::GetAttr || expr.text != name)
        return false;
    const Expr& base = *expr.children.front();
    return base.kind == ExprKind::Variable && base.var == Var::Context;
}

} // namespace remit::cedar::lints
