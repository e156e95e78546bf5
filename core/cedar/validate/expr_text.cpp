// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/expr_text.h"

#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"

namespace remit::cedar {

std::optional<std::string> textOf(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Variable:
        switch (expr.var) {
        case Var::Principal:
            return "principal";
        case Var::Action:
            return "action";
        case Var::Resource:
            return "resource";
        case Var::Context:
            return "context";
        }
        return std::nullopt;
    case ExprKind::Bool:
        return expr.boolean ? "true" : "false";
    case ExprKind::Long:
        return std::to_string(expr.integer);
    case ExprKind::String:
        return cedarQuoted(expr.text);
    case ExprKind::Entity:
        return toText(expr.uid);
    case ExprKind::GetAttr: {
        const auto base = textOf(*expr.children.front());
        if (!base)
            return std::nullopt;
        return isIdentifier(expr.text) ? *base + "." + expr.text
                                       : *base + "[" + cedarQuoted(expr.text) + "]";
    }
    default:
        return std::nullopt;
    }
}

} // namespace remit::cedar
