// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/reference/expression.h"

namespace remit::cedar::reference {
namespace {

Outcome notOf(const Expr& expr, const Surroundings& in)
{
    const Outcome operand = evaluate(*expr.children[0], in);
    if (!operand)
        return operand;
    if (!operand->is(ValueKind::Bool))
        return typeError(*expr.children[0], "bool", *operand);
    return Value::boolean(!operand->asBool());
}

Outcome negated(const Expr& expr, const Surroundings& in)
{
    const Outcome operand = evaluate(*expr.children[0], in);
    if (!operand)
        return operand;
    if (!operand->is(ValueKind::Long))
        return typeError(*expr.children[0], "long", *operand);
    std::int64_t result = 0;
    if (__builtin_sub_overflow(std::int64_t{0}, operand->asLong(), &result))
        return error(EvaluationErrorKind::IntegerOverflow, expr, "overflow");
    return Value::integer(result);
}

/// `&&` goes on while the value is true, `||` while it is false.
Outcome shortCircuit(const Expr& expr, const Surroundings& in, bool goesOnWhile)
{
    for (const ExprPtr& child : expr.children) {
        const Outcome value = evaluate(*child, in);
        if (!value)
            return value;
        if (!value->is(ValueKind::Bool))
            return typeError(*child, "bool", *value);
        if (value->asBool() != goesOnWhile)
            return Value::boolean(!goesOnWhile);
    }
    return Value::boolean(goesOnWhile);
}

bool isOrdered(ValueKind kind)
{
    return kind == ValueKind::Long || kind == ValueKind::Datetime || kind == ValueKind::Duration;
}

Outcome comparison(const Expr& expr, const Value& left, const Value& right)
{
    if (!isOrdered(left.kind()))
        return typeError(*expr.children[0], "long, datetime or duration", left);
    if (left.kind() != right.kind())
        return typeError(*expr.children[1], typeName(left), right);
    switch (expr.kind) {
    case ExprKind::Less:
        return Value::boolean(left < right);
    case ExprKind::LessEqual:
        return Value::boolean(left <= right);
    case ExprKind::Greater:
        return Value::boolean(left > right);
    default:
        return Value::boolean(left >= right);
    }
}

Outcome arithmetic(const Expr& expr, const Value& left, const Value& right)
{
    if (!left.is(ValueKind::Long))
        return typeError(*expr.children[0], "long", left);
    if (!right.is(ValueKind::Long))
        return typeError(*expr.children[1], "long", right);
    const std::int64_t a = left.asLong();
    const std::int64_t b = right.asLong();
    std::int64_t result = 0;
    const bool overflow = expr.kind == ExprKind::Add        ? __builtin_add_overflow(a, b, &result)
                          : expr.kind == ExprKind::Subtract ? __builtin_sub_overflow(a, b, &result)
                                                            : __builtin_mul_overflow(a, b, &result);
    if (overflow)
        return error(EvaluationErrorKind::IntegerOverflow, expr, "overflow");
    return Value::integer(result);
}

Outcome membership(const Expr& expr, const Value& left, const Value& right,
                   const EntityStore& entities)
{
    if (!left.is(ValueKind::Entity))
        return typeError(*expr.children[0], "entity", left);
    if (right.is(ValueKind::Entity))
        return Value::boolean(isIn(left.asEntity(), right.asEntity(), entities));
    if (!right.is(ValueKind::Set))
        return typeError(*expr.children[1], "entity or set of entities", right);
    for (const Value& element : right.asSet()) {
        if (!element.is(ValueKind::Entity))
            return typeError(*expr.children[1], "entity", element);
    }
    for (const Value& element : right.asSet()) {
        if (isIn(left.asEntity(), element.asEntity(), entities))
            return Value::boolean(true);
    }
    return Value::boolean(false);
}

Outcome binary(const Expr& expr, const Surroundings& in)
{
    const Outcome left = evaluate(*expr.children[0], in);
    if (!left)
        return left;
    const Outcome right = evaluate(*expr.children[1], in);
    if (!right)
        return right;
    switch (expr.kind) {
    case ExprKind::Equal:
        return Value::boolean(*left == *right);
    case ExprKind::NotEqual:
        return Value::boolean(!(*left == *right));
    case ExprKind::In:
        return membership(expr, *left, *right, in.entities);
    case ExprKind::Add:
    case ExprKind::Subtract:
    case ExprKind::Multiply:
        return arithmetic(expr, *left, *right);
    default:
        return comparison(expr, *left, *right);
    }
}

} // namespace

Outcome evaluateOperator(const Expr& expr, const Surroundings& in)
{
    switch (expr.kind) {
    case ExprKind::Not:
        return notOf(expr, in);
    case ExprKind::Negate:
        return negated(expr, in);
    case ExprKind::And:
        return shortCircuit(expr, in, true);
    case ExprKind::Or:
        return shortCircuit(expr, in, false);
    default:
        return binary(expr, in);
    }
}

} // namespace remit::cedar::reference
