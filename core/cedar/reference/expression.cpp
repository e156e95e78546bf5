// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/reference/expression.h"

#include <map>

namespace remit::cedar::reference {
namespace {

Outcome variable(const Expr& expr, const Request& request)
{
    switch (expr.var) {
    case Var::Principal:
        return Value::entity(request.principal);
    case Var::Action:
        return Value::entity(request.action);
    case Var::Resource:
        return Value::entity(request.resource);
    case Var::Context:
        return request.context;
    }
    return Value();
}

Outcome conditional(const Expr& expr, const Surroundings& in)
{
    const Outcome condition = evaluate(*expr.children[0], in);
    if (!condition)
        return condition;
    if (!condition->is(ValueKind::Bool))
        return typeError(*expr.children[0], "bool", *condition);
    return evaluate(*expr.children[condition->asBool() ? 1 : 2], in);
}

Outcome set(const Expr& expr, const Surroundings& in)
{
    auto elements = evaluateChildren(expr, in);
    if (!elements)
        return tl::unexpected(elements.error());
    return Value::set(*elements);
}

/// The members in the order of their keys, not as written: the first error wins.
Outcome record(const Expr& expr, const Surroundings& in)
{
    std::map<std::string, const Expr*> members;
    for (std::size_t i = 0; i < expr.path.size(); ++i)
        members.emplace(expr.path[i], expr.children[i].get());
    Attributes attributes;
    for (const auto& [key, member] : members) {
        const Outcome value = evaluate(*member, in);
        if (!value)
            return value;
        attributes.emplace(key, *value);
    }
    return Value::record(attributes);
}

} // namespace

Outcome evaluate(const Expr& expr, const Surroundings& in)
{
    switch (expr.kind) {
    case ExprKind::Bool:
        return Value::boolean(expr.boolean);
    case ExprKind::Long:
        return Value::integer(expr.integer);
    case ExprKind::String:
        return Value::string(expr.text);
    case ExprKind::Entity:
        return Value::entity(expr.uid);
    case ExprKind::Variable:
        return variable(expr, in.request);
    case ExprKind::If:
        return conditional(expr, in);
    case ExprKind::Set:
        return set(expr, in);
    case ExprKind::Record:
        return record(expr, in);
    case ExprKind::GetAttr:
    case ExprKind::Has:
    case ExprKind::Like:
    case ExprKind::Is:
        return evaluateAccess(expr, in);
    case ExprKind::Call:
        return evaluateCall(expr, in);
    case ExprKind::Method:
        return evaluateMethod(expr, in);
    case ExprKind::Slot:
    case ExprKind::Error:
        return error(EvaluationErrorKind::UnlinkedSlot, expr, "a slot or a hole has no value");
    default:
        return evaluateOperator(expr, in);
    }
}

tl::expected<std::vector<Value>, EvaluationError> evaluateChildren(const Expr& expr,
                                                                   const Surroundings& in)
{
    std::vector<Value> values;
    for (const ExprPtr& child : expr.children) {
        Outcome value = evaluate(*child, in);
        if (!value)
            return tl::unexpected(value.error());
        values.push_back(*value);
    }
    return values;
}

tl::unexpected<EvaluationError> error(EvaluationErrorKind kind, const Expr& at, std::string message)
{
    return tl::unexpected(EvaluationError{kind, std::move(message), at.span});
}

tl::unexpected<EvaluationError> typeError(const Expr& at, std::string_view wanted,
                                          const Value& found)
{
    return error(EvaluationErrorKind::TypeError, at,
                 "expected " + std::string(wanted) + ", got " + typeName(found));
}

} // namespace remit::cedar::reference
