// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/reference/expression.h"

namespace remit::cedar::reference {
namespace {

Outcome attribute(const Expr& at, const Value& owner, const std::string& name,
                  const EntityStore& entities)
{
    if (owner.is(ValueKind::Record)) {
        const auto found = owner.asRecord().find(name);
        if (found == owner.asRecord().end())
            return error(EvaluationErrorKind::RecordAttrDoesNotExist, at, "no attribute " + name);
        return found->second;
    }
    if (!owner.is(ValueKind::Entity))
        return typeError(at, "entity or record", owner);
    const Entity* entity = entities.find(owner.asEntity());
    if (!entity)
        return error(EvaluationErrorKind::EntityDoesNotExist, at,
                     "no entity " + toText(owner.asEntity()));
    const auto found = entity->attributes.find(name);
    if (found == entity->attributes.end())
        return error(EvaluationErrorKind::EntityAttrDoesNotExist, at, "no attribute " + name);
    return found->second;
}

Outcome hasAttribute(const Expr& at, const Value& owner, const std::string& name,
                     const EntityStore& entities)
{
    if (owner.is(ValueKind::Record))
        return Value::boolean(owner.asRecord().contains(name));
    if (!owner.is(ValueKind::Entity))
        return typeError(at, "entity or record", owner);
    const Entity* entity = entities.find(owner.asEntity());
    return Value::boolean(entity && entity->attributes.contains(name));
}

/// `e has a.b.c`: e has a, and e.a has b, and e.a.b has c.
Outcome has(const Expr& expr, const Surroundings& in)
{
    Outcome owner = evaluate(*expr.children[0], in);
    for (std::size_t i = 0; i < expr.path.size(); ++i) {
        if (!owner)
            return owner;
        Outcome there = hasAttribute(expr, *owner, expr.path[i], in.entities);
        if (!there || !there->asBool() || i + 1 == expr.path.size())
            return there;
        owner = attribute(expr, *owner, expr.path[i], in.entities);
    }
    return owner;
}

Outcome like(const Expr& expr, const Surroundings& in)
{
    const Outcome text = evaluate(*expr.children[0], in);
    if (!text)
        return text;
    if (!text->is(ValueKind::String))
        return typeError(*expr.children[0], "string", *text);
    return Value::boolean(matches(text->asString(), expr.pattern));
}

/// `e is T in x`: e is T, and e in x.
Outcome is(const Expr& expr, const Surroundings& in)
{
    const Outcome entity = evaluate(*expr.children[0], in);
    if (!entity)
        return entity;
    if (!entity->is(ValueKind::Entity))
        return typeError(*expr.children[0], "entity", *entity);
    if (entity->asEntity().type != expr.text)
        return Value::boolean(false);
    if (expr.children.size() < 2)
        return Value::boolean(true);
    Expr inside;
    inside.kind = ExprKind::In;
    inside.span = expr.span;
    inside.children.push_back(clone(*expr.children[0]));
    inside.children.push_back(clone(*expr.children[1]));
    return evaluateOperator(inside, in);
}

std::u32string codePoints(std::string_view text)
{
    std::u32string points;
    for (std::size_t at = 0; at < text.size();)
        points += nextCodePoint(text, at);
    return points;
}

} // namespace

/// Table of "the first i elements match the first j code points", filled row by row.
bool matches(std::string_view text, const Pattern& pattern)
{
    const std::u32string points = codePoints(text);
    std::vector<bool> row(points.size() + 1, false);
    row[0] = true;
    for (const PatternElement& element : pattern) {
        std::vector<bool> next(points.size() + 1, false);
        for (std::size_t j = 0; j <= points.size(); ++j) {
            if (element.wildcard)
                next[j] = row[j] || (j > 0 && next[j - 1]);
            else
                next[j] = j > 0 && row[j - 1] && points[j - 1] == element.codePoint;
        }
        row = next;
    }
    return row[points.size()];
}

Outcome evaluateAccess(const Expr& expr, const Surroundings& in)
{
    if (expr.kind == ExprKind::Has)
        return has(expr, in);
    if (expr.kind == ExprKind::Like)
        return like(expr, in);
    if (expr.kind == ExprKind::Is)
        return is(expr, in);
    const Outcome owner = evaluate(*expr.children[0], in);
    return owner ? attribute(expr, *owner, expr.text, in.entities) : owner;
}

} // namespace remit::cedar::reference
