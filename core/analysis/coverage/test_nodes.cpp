// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/coverage/test_nodes.h"

#include "core/cedar/validate/signatures.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace remit::analysis {

using cedar::Expr;
using cedar::ExprKind;

namespace {

/// Of sets and entities; those of extensions stand among the signatures.
constexpr std::array<std::string_view, 5> kBuiltInTests{"contains", "containsAll", "containsAny",
                                                        "isEmpty", "hasTag"};

bool isTestMethod(std::string_view name)
{
    const cedar::Signature* signature = cedar::findSignature(name);
    return std::find(kBuiltInTests.begin(), kBuiltInTests.end(), name) != kBuiltInTests.end() ||
           (signature != nullptr && signature->result->isBoolean());
}

/// Empty for a node that is no operator.
std::string_view operatorOf(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Not:
        return "!";
    case ExprKind::Or:
        return "||";
    case ExprKind::And:
        return "&&";
    case ExprKind::Equal:
        return "==";
    case ExprKind::NotEqual:
        return "!=";
    case ExprKind::Less:
        return "<";
    case ExprKind::LessEqual:
        return "<=";
    case ExprKind::Greater:
        return ">";
    case ExprKind::GreaterEqual:
        return ">=";
    case ExprKind::In:
        return "in";
    case ExprKind::Has:
        return "has";
    case ExprKind::Like:
        return "like";
    case ExprKind::Is:
        return expr.children.size() > 1 ? "is in" : "is";
    default:
        return {};
    }
}

} // namespace

bool isTestNode(const Expr& expr)
{
    return !operatorOf(expr).empty() || (expr.kind == ExprKind::Method && isTestMethod(expr.text));
}

bool demandsBool(const Expr& parent, std::size_t operand, bool ofParent)
{
    switch (parent.kind) {
    case ExprKind::Not:
    case ExprKind::Or:
    case ExprKind::And:
        return true;
    case ExprKind::If:
        return operand == 0 || ofParent;
    default:
        return false;
    }
}

std::string testNodeKind(const Expr& expr)
{
    if (expr.kind == ExprKind::If)
        return "if";
    if (expr.kind == ExprKind::Method)
        return expr.text;
    const std::string_view written = operatorOf(expr);
    return written.empty() ? "." : std::string(written);
}

} // namespace remit::analysis
