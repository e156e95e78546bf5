// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/constant.h"

#include "core/base/limits.h"

#include <algorithm>

namespace remit::cedar {

namespace {

std::optional<Value> constantAt(const Expr& expr, int depth);

std::optional<Value> constantSet(const Expr& expr, int depth)
{
    std::vector<Value> elements;
    elements.reserve(expr.children.size());
    for (const ExprPtr& child : expr.children) {
        std::optional<Value> element = constantAt(*child, depth + 1);
        if (!element)
            return std::nullopt;
        elements.push_back(std::move(*element));
    }
    return Value::set(std::move(elements));
}

std::optional<Value> constantRecord(const Expr& expr, int depth)
{
    Attributes attributes;
    for (std::size_t i = 0; i < expr.children.size(); ++i) {
        std::optional<Value> member = constantAt(*expr.children[i], depth + 1);
        if (!member)
            return std::nullopt;
        attributes.insert_or_assign(expr.path[i], std::move(*member));
    }
    return Value::record(std::move(attributes));
}

template <class T, class Make>
std::optional<Value> made(const ExtensionResult<T>& result, Make make)
{
    return result ? std::optional(make(*result)) : std::nullopt;
}

std::optional<Value> constantCall(const Expr& expr)
{
    if (expr.children.size() != 1 || expr.children[0]->kind != ExprKind::String)
        return std::nullopt;
    const std::string& text = expr.children[0]->text;
    if (expr.text == "decimal")
        return made(parseDecimal(text), Value::decimal);
    if (expr.text == "ip")
        return made(parseIpAddress(text), Value::ipAddress);
    if (expr.text == "datetime")
        return made(parseDatetime(text), Value::datetime);
    if (expr.text == "duration")
        return made(parseDuration(text), Value::duration);
    return std::nullopt;
}

std::optional<Value> constantAt(const Expr& expr, int depth)
{
    if (depth > limits::kCedarNesting)
        return std::nullopt;
    switch (expr.kind) {
    case ExprKind::Bool:
        return Value::boolean(expr.boolean);
    case ExprKind::Long:
        return Value::integer(expr.integer);
    case ExprKind::String:
        return Value::string(expr.text);
    case ExprKind::Entity:
        return Value::entity(expr.uid);
    case ExprKind::Set:
        return constantSet(expr, depth);
    case ExprKind::Record:
        return constantRecord(expr, depth);
    case ExprKind::Call:
        return constantCall(expr);
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<Value> constantOf(const Expr& expr)
{
    return constantAt(expr, 0);
}

bool holdsEntity(const Value& value)
{
    switch (value.kind()) {
    case ValueKind::Entity:
        return true;
    case ValueKind::Set:
        return std::any_of(value.asSet().begin(), value.asSet().end(), holdsEntity);
    case ValueKind::Record:
        return std::any_of(value.asRecord().begin(), value.asRecord().end(),
                           [](const auto& member) { return holdsEntity(member.second); });
    default:
        return false;
    }
}

} // namespace remit::cedar
