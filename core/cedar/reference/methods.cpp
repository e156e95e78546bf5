// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/reference/expression.h"

#include <algorithm>

namespace remit::cedar::reference {
namespace {

bool holds(const Value& set, const Value& wanted)
{
    return std::find(set.asSet().begin(), set.asSet().end(), wanted) != set.asSet().end();
}

Outcome onSet(const Expr& expr, const std::vector<Value>& values)
{
    const Value& set = values[0];
    if (!set.is(ValueKind::Set))
        return typeError(*expr.children[0], "set", set);
    if (expr.text == "isEmpty")
        return Value::boolean(set.asSet().empty());
    const Value& other = values[1];
    if (expr.text == "contains")
        return Value::boolean(holds(set, other));
    if (!other.is(ValueKind::Set))
        return typeError(*expr.children[1], "set", other);
    std::size_t held = 0;
    for (const Value& wanted : other.asSet())
        held += holds(set, wanted) ? 1 : 0;
    return Value::boolean(expr.text == "containsAll" ? held == other.asSet().size() : held > 0);
}

Outcome onTags(const Expr& expr, const std::vector<Value>& values, const EntityStore& entities)
{
    if (!values[0].is(ValueKind::Entity))
        return typeError(*expr.children[0], "entity", values[0]);
    if (!values[1].is(ValueKind::String))
        return typeError(*expr.children[1], "string", values[1]);
    const Entity* entity = entities.find(values[0].asEntity());
    const std::string& tag = values[1].asString();
    if (expr.text == "hasTag")
        return Value::boolean(entity && entity->tags.contains(tag));
    if (!entity)
        return error(EvaluationErrorKind::EntityDoesNotExist, expr,
                     "no entity " + toText(values[0].asEntity()));
    const auto found = entity->tags.find(tag);
    if (found == entity->tags.end())
        return error(EvaluationErrorKind::EntityAttrDoesNotExist, expr, "no tag " + tag);
    return found->second;
}

} // namespace

Outcome evaluateMethod(const Expr& expr, const Surroundings& in)
{
    const auto values = evaluateChildren(expr, in);
    if (!values)
        return tl::unexpected(values.error());
    const std::string& name = expr.text;
    if (name == "contains" || name == "containsAll" || name == "containsAny" || name == "isEmpty")
        return onSet(expr, *values);
    if (name == "hasTag" || name == "getTag")
        return onTags(expr, *values, in.entities);
    return callExtension(expr, *values);
}

Outcome evaluateCall(const Expr& expr, const Surroundings& in)
{
    const auto values = evaluateChildren(expr, in);
    if (!values)
        return tl::unexpected(values.error());
    return callExtension(expr, *values);
}

} // namespace remit::cedar::reference
