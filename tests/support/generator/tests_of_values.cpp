// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "tests/support/generator/expressions.h"
#include "tests/support/generator/values.h"

/// The expressions that are true or false.
namespace remit::test {

std::string ExpressionGenerator::boolean(int depth)
{
    if (depth <= 0)
        return m_random.percent(60) ? boolPath()
                                    : literalText(m_random, m_world, *shapeOf(Kind::Bool));
    if (m_random.percent(m_temper.broken))
        return oddity(depth);
    switch (m_random.below(16)) {
    case 0:
        return boolPath();
    case 1:
    case 2:
        return relation(depth);
    case 3:
    case 4:
        return ordering(depth);
    case 5:
        return chain(" && ", depth);
    case 6:
        return chain(" || ", depth);
    case 7:
        return "(!" + expression(*shapeOf(Kind::Bool), depth - 1) + ")";
    case 8:
        return membership(depth);
    case 9:
        return hasTest();
    case 10:
        return typeTest(depth);
    case 11:
        return setTest(depth);
    case 12:
        return tagTest(depth);
    case 13:
        return m_random.percent(50) ? decimalTest(depth) : addressTest(depth);
    case 14:
        return "(" + expression(*shapeOf(Kind::String), depth - 1) + " like \"" +
               patternText(m_random) + "\")";
    default:
        return conditional(*shapeOf(Kind::Bool), depth);
    }
}

std::string ExpressionGenerator::relation(int depth)
{
    const ShapePtr shape = anyShape();
    return "(" + expression(*shape, depth - 1) + (m_random.percent(70) ? " == " : " != ") +
           expression(*shape, depth - 1) + ")";
}

std::string ExpressionGenerator::ordering(int depth)
{
    const Kind kinds[] = {Kind::Long, Kind::Long, Kind::Datetime, Kind::Duration};
    const char* const operators[] = {" < ", " <= ", " > ", " >= "};
    const ShapePtr shape = shapeOf(m_random.pick(kinds));
    return "(" + expression(*shape, depth - 1) + m_random.pick(operators) +
           expression(*shape, depth - 1) + ")";
}

std::string ExpressionGenerator::membership(int depth)
{
    if (m_random.percent(25)) {
        const std::string action = uidText("Action", m_random.pick(m_world.actions).id);
        return m_random.percent(50) ? "(action in " + action + ")"
                                    : "(action in [" + action + ", Action::\"read\"])";
    }
    const std::string left = expression(*entityOperand(), depth - 1);
    const ShapePtr right = entityOperand();
    if (m_random.percent(60))
        return "(" + left + " in " + expression(*right, depth - 1) + ")";
    Shape set;
    set.kind = Kind::Set;
    set.element = right;
    return "(" + left + " in " + expression(set, depth - 1) + ")";
}

std::string ExpressionGenerator::hasTest()
{
    const Path& path = m_random.pick(m_paths);
    const bool nested = path.shape->kind == Kind::Record || path.shape->kind == Kind::Entity;
    const std::string subject =
        nested && (path.guards.empty() || m_random.percent(m_temper.careless)) ? path.text
                                                                               : "context";
    const char* const tails[] = {" has a",   " has owner",     " has \"a b\"", " has owner.level",
                                 " has b.a", " has a.b.owner", " has level"};
    return "(" + subject + m_random.pick(tails) + ")";
}

std::string ExpressionGenerator::typeTest(int depth)
{
    const std::string subject = expression(*entityOperand(), depth - 1);
    const std::string type = m_random.pick(m_world.entities).name;
    if (m_random.percent(50))
        return "(" + subject + " is " + type + ")";
    return "(" + subject + " is " + type + " in " + expression(*entityOperand(), depth - 1) + ")";
}

std::string ExpressionGenerator::setTest(int depth)
{
    Shape shape;
    shape.kind = Kind::Set;
    shape.element = anyShape();
    for (const Path& path : m_paths) {
        if (path.shape->kind == Kind::Set && m_random.percent(30))
            shape = *path.shape;
    }
    const std::string subject = expression(shape, depth - 1);
    switch (m_random.below(4)) {
    case 0:
        return subject + ".contains(" + expression(*shape.element, depth - 1) + ")";
    case 1:
        return subject + ".containsAll(" + expression(shape, depth - 1) + ")";
    case 2:
        return subject + ".containsAny(" + expression(shape, depth - 1) + ")";
    default:
        return subject + ".isEmpty()";
    }
}

std::string ExpressionGenerator::tagTest(int depth)
{
    const std::string subject = expression(*entityOperand(), depth - 1);
    const std::string key = m_random.percent(70) ? quotedText(m_random.percent(50) ? "k" : "é")
                                                 : expression(*shapeOf(Kind::String), depth - 1);
    if (m_random.percent(80))
        return subject + ".hasTag(" + key + ")";
    return "(" + subject + ".hasTag(" + key + ") && (" + subject + ".getTag(" + key +
           ") == " + expression(*anyShape(), depth - 1) + "))";
}

std::string ExpressionGenerator::decimalTest(int depth)
{
    const char* const methods[] = {"lessThan", "lessThanOrEqual", "greaterThan",
                                   "greaterThanOrEqual"};
    const ShapePtr decimal = shapeOf(Kind::Decimal);
    return expression(*decimal, depth - 1) + "." + m_random.pick(methods) + "(" +
           expression(*decimal, depth - 1) + ")";
}

std::string ExpressionGenerator::addressTest(int depth)
{
    const char* const methods[] = {"isIpv4", "isIpv6", "isLoopback", "isMulticast"};
    const ShapePtr address = shapeOf(Kind::Ip);
    const std::string subject = expression(*address, depth - 1);
    if (m_random.percent(60))
        return subject + "." + m_random.pick(methods) + "()";
    return subject + ".isInRange(" + expression(*address, depth - 1) + ")";
}

/// What people get wrong and the grammar lets through.
std::string ExpressionGenerator::oddity(int depth)
{
    switch (m_random.below(10)) {
    case 0:
        return R"((ip("1.2.3.4", "5") == ip("1.2.3.4")))";
    case 1:
        return "decimal(" + expression(*shapeOf(Kind::String), depth - 1) +
               ").lessThan(decimal(\"1.0\"))";
    case 2:
        return "([] == " + expression(*anyShape(), depth - 1) + ")";
    case 3:
        return "[].isEmpty()";
    case 4:
        return "(" + expression(*anyShape(), depth - 1) + accessText("nope") + " == 1)";
    case 5:
        return "(" + expression(*anyShape(), depth - 1) + " in " +
               expression(*anyShape(), depth - 1) + ")";
    case 6:
        return "[1, " + expression(*anyShape(), depth - 1) + "].contains(" +
               expression(*anyShape(), depth - 1) + ")";
    case 7:
        return R"((datetime("2024-01-01").toTime("x") < duration("1h")))";
    case 8:
        return "(" + expression(*anyShape(), depth - 1) + " < " +
               expression(*anyShape(), depth - 1) + ")";
    default:
        return "(" + expression(*anyShape(), depth - 1) + " is Nowhere)";
    }
}

} // namespace remit::test
