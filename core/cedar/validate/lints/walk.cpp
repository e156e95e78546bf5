// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/lints/policy_lints.h"

#include <algorithm>
#include <array>

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

bool isFact(const Expr& read)
{
    constexpr std::array<std::string_view, 8> kFacts{"input",      "now",  "task",    "delegation",
                                                     "credential", "tool", "session", "provenance"};
    constexpr std::array<std::string_view, 5> kFixedRecords{"task", "delegation", "credential",
                                                            "tool", "session"};
    if (read.kind != ExprKind::GetAttr)
        return false;
    const Expr& base = *read.children.front();
    const auto isOneOf = [](const Expr& expr, const auto& names) {
        return std::any_of(names.begin(), names.end(), [&expr](std::string_view name) {
            return isContextAttribute(expr, name);
        });
    };
    const bool optionalMember = read.text == "remaining" && isContextAttribute(base, "credential");
    const bool ofArgument = base.kind == ExprKind::GetAttr &&
                            isContextAttribute(*base.children.front(), "provenance") &&
                            (read.text == "every" || read.text == "any");
    return isOneOf(read, kFacts) || (isOneOf(base, kFixedRecords) && !optionalMember) || ofArgument;
}

} // namespace remit::cedar::lints
