// SPDX-License-Identifier: Apache-2.0
#include "tests/support/generator/expressions.h"

#include "core/base/text.h"
#include "tests/support/generator/values.h"

namespace remit::test {

ExpressionGenerator::ExpressionGenerator(Random& random, const World& world,
                                         const Environment& environment, Temper temper)
    : m_random(random), m_world(world), m_environment(environment), m_temper(temper)
{
    collectPaths();
}

void ExpressionGenerator::collectPaths()
{
    constexpr int kDepth = 4;
    extend({"context", m_environment.action->context, {}}, kDepth);
    extend({"principal", entityShape(m_environment.principalType), {}}, kDepth - 1);
    extend({"resource", entityShape(m_environment.resourceType), {}}, kDepth - 1);
}

void ExpressionGenerator::extend(const Path& path, int depth)
{
    constexpr std::size_t kMostPaths = 300;
    if (m_paths.size() >= kMostPaths)
        return;
    m_paths.push_back(path);
    if (depth == 0)
        return;
    if (path.shape->kind == Kind::Record)
        return extendByAttributes(path, *path.shape, depth);
    if (path.shape->kind != Kind::Entity)
        return;
    const EntityKind& kind = m_world.entity(path.shape->entity);
    extendByAttributes(path, *kind.attributes, depth);
    if (!kind.tags)
        return;
    for (const char* key : {"k", "é"}) {
        Path tag{path.text + ".getTag(" + quotedText(key) + ")", kind.tags, path.guards};
        tag.guards.push_back(path.text + ".hasTag(" + quotedText(key) + ")");
        extend(tag, depth - 2 > 0 ? depth - 2 : 0);
    }
}

void ExpressionGenerator::extendByAttributes(const Path& path, const Shape& record, int depth)
{
    for (const Attribute& attribute : record.attributes) {
        Path next{path.text + accessText(attribute.name), attribute.type, path.guards};
        if (!attribute.required)
            next.guards.push_back(path.text + " has " + quotedText(attribute.name));
        extend(next, depth - 1);
    }
}

std::string ExpressionGenerator::access(const Shape& shape)
{
    std::vector<const Path*> fitting;
    for (const Path& path : m_paths) {
        if (sameShape(*path.shape, shape))
            fitting.push_back(&path);
    }
    if (fitting.empty())
        return literalText(m_random, m_world, shape);
    const Path& path = *m_random.pick(fitting);
    if (path.guards.empty() || m_random.percent(m_temper.careless))
        return path.text;
    return "(if " + joined(path.guards, " && ") + " then " + path.text + " else " +
           literalText(m_random, m_world, shape) + ")";
}

std::string ExpressionGenerator::boolPath()
{
    std::vector<const Path*> fitting;
    for (const Path& path : m_paths) {
        if (path.shape->kind == Kind::Bool)
            fitting.push_back(&path);
    }
    if (fitting.empty())
        return literalText(m_random, m_world, *shapeOf(Kind::Bool));
    const Path& path = *m_random.pick(fitting);
    if (path.guards.empty() || m_random.percent(m_temper.careless))
        return path.text;
    return "(" + joined(path.guards, " && ") + " && " + path.text + ")";
}

ShapePtr ExpressionGenerator::anyShape()
{
    return m_random.percent(75) ? m_random.pick(m_paths).shape : makeShape(m_random, m_world, 1);
}

ShapePtr ExpressionGenerator::entityOperand()
{
    return entityShape(m_random.percent(70) ? (m_random.percent(50) ? m_environment.principalType
                                                                    : m_environment.resourceType)
                                            : m_random.pick(m_world.entities).name);
}

std::string ExpressionGenerator::expression(const Shape& shape, int depth)
{
    if (m_random.percent(m_temper.wrongType))
        return wellTyped(*anyShape(), depth);
    return wellTyped(shape, depth);
}

std::string ExpressionGenerator::wellTyped(const Shape& shape, int depth)
{
    if (shape.kind == Kind::Bool)
        return boolean(depth);
    if (depth <= 0)
        return m_random.percent(60) ? access(shape) : literalText(m_random, m_world, shape);
    if (m_random.percent(10))
        return conditional(shape, depth);
    if (m_random.percent(40))
        return access(shape);
    switch (shape.kind) {
    case Kind::Long:
        return integer(depth);
    case Kind::Set:
        return set(shape, depth);
    case Kind::Record:
        return record(shape, depth);
    case Kind::Decimal:
    case Kind::Ip:
    case Kind::Datetime:
    case Kind::Duration:
        return extension(shape, depth);
    default:
        return m_random.percent(70) ? access(shape) : literalText(m_random, m_world, shape);
    }
}

std::string ExpressionGenerator::conditional(const Shape& shape, int depth)
{
    return "(if " + boolean(depth - 1) + " then " + expression(shape, depth - 1) + " else " +
           expression(shape, depth - 1) + ")";
}

std::string ExpressionGenerator::chain(const char* op, int depth)
{
    std::string text = "(" + boolean(depth - 1);
    for (std::size_t more = 1 + m_random.below(2); more > 0; --more)
        text += std::string(op) + expression(*shapeOf(Kind::Bool), depth - 1);
    return text + ")";
}

std::string ExpressionGenerator::integer(int depth)
{
    const Shape number{Kind::Long, {}, nullptr, {}};
    switch (m_random.below(5)) {
    case 0:
        return "(-" + expression(number, depth - 1) + ")";
    case 1: {
        const char* const units[] = {"toMilliseconds", "toSeconds", "toMinutes", "toHours",
                                     "toDays"};
        return expression(*shapeOf(Kind::Duration), depth - 1) + "." + m_random.pick(units) + "()";
    }
    case 2:
        return longLiteral(m_random);
    default: {
        const char* const operators[] = {" + ", " - ", " * "};
        return "(" + expression(number, depth - 1) + m_random.pick(operators) +
               expression(number, depth - 1) + ")";
    }
    }
}

std::string ExpressionGenerator::set(const Shape& shape, int depth)
{
    std::vector<std::string> elements;
    for (std::size_t count = 1 + m_random.below(3); count > 0; --count)
        elements.push_back(expression(*shape.element, depth - 1));
    return "[" + joined(elements, ", ") + "]";
}

std::string ExpressionGenerator::record(const Shape& shape, int depth)
{
    std::vector<std::string> members;
    for (const Attribute& attribute : shape.attributes) {
        if (attribute.required || m_random.percent(70))
            members.push_back(quotedText(attribute.name) + ": " +
                              expression(*attribute.type, depth - 1));
    }
    return "{" + joined(members, ", ") + "}";
}

std::string ExpressionGenerator::extension(const Shape& shape, int depth)
{
    if ((shape.kind == Kind::Datetime || shape.kind == Kind::Duration) && m_random.percent(50))
        return derivedExtension(shape.kind, depth);
    const bool broken = m_random.percent(m_temper.broken);
    return std::string(constructorName(shape.kind)) + "(" +
           quotedText(extensionArgument(m_random, shape.kind, broken)) + ")";
}

std::string ExpressionGenerator::derivedExtension(Kind kind, int depth)
{
    const std::string moment = expression(*shapeOf(Kind::Datetime), depth - 1);
    if (kind == Kind::Datetime)
        return m_random.percent(50)
                   ? moment + ".toDate()"
                   : moment + ".offset(" + expression(*shapeOf(Kind::Duration), depth - 1) + ")";
    return m_random.percent(50)
               ? moment + ".toTime()"
               : moment + ".durationSince(" + expression(*shapeOf(Kind::Datetime), depth - 1) + ")";
}

} // namespace remit::test
