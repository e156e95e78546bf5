// SPDX-License-Identifier: Apache-2.0
#include "tests/support/generator/values.h"

#include "core/base/text.h"

namespace remit::test {
namespace {

const char* const kIds[] = {"alice", "bob", "c d", "\"q\"", "x\\y", "é\n"};
const char* const kStrings[] = {"",    "a",  "ab",   "aba",  "é",   "*",
                                "a*b", "\t", "日本", "a\"b", "1.5", "😀x"};
const char* const kLongs[] = {"0",
                              "1",
                              "2",
                              "-1",
                              "7",
                              "100",
                              "-5",
                              "9223372036854775807",
                              "-9223372036854775808",
                              "4611686018427387904"};
const char* const kDecimals[] = {
    "0.0", "1.5", "1.50", "-0.5", "12.3456", "922337203685477.5807", "-922337203685477.5808"};
const char* const kAddresses[] = {"127.0.0.1", "10.0.0.1/24", "10.0.0.0/8",
                                  "::1",       "ff00::2/120", "224.0.0.5",
                                  "0.0.0.0/0", "::/0",        "2001:db8::1/64"};
const char* const kDatetimes[] = {
    "1970-01-01", "2024-02-29T12:34:56Z", "2026-11-23T23:59:59.999Z",
    "0000-01-01", "9999-12-31T23:59:59Z", "1969-12-31T23:59:59.999-0130"};
const char* const kDurations[] = {"0ms",
                                  "1h30m",
                                  "-1d",
                                  "90000ms",
                                  "1d2h3m4s5ms",
                                  "9223372036854775807ms",
                                  "-9223372036854775808ms"};
const char* const kBroken[] = {
    "",     "x",    "1",          "1.00000",    "10.0.0.256",        "2024-13-01",
    "1h1d", "+1.0", "1.2.3.4/33", "2024-02-30", "99999999999999999d"};
const char* const kPatterns[] = {"*", "a*", "*a", "a*b", "", "\\*", "é*", "*b*a*", "a\\*b", "**x"};

} // namespace

std::string longText(Random& random)
{
    return random.pick(kLongs);
}

std::string longLiteral(Random& random)
{
    // In parentheses, since `-9223372036854775808.f()` is no literal but the negation of a call.
    const std::string text = longText(random);
    return text.front() == '-' ? "(" + text + ")" : text;
}

std::string stringContent(Random& random)
{
    return random.pick(kStrings);
}

std::string patternText(Random& random)
{
    return random.pick(kPatterns);
}

std::string entityId(Random& random, const World& world, const std::string& type)
{
    const auto& enumIds = world.entity(type).enumIds;
    return enumIds.empty() ? std::string(random.pick(kIds)) : random.pick(enumIds);
}

std::string uidText(const std::string& type, const std::string& id)
{
    return type + "::" + quotedText(id);
}

std::string uidJson(const std::string& type, const std::string& id)
{
    return R"({"type":)" + jsonQuoted(type) + R"(,"id":)" + jsonQuoted(id) + "}";
}

std::string_view constructorName(Kind kind)
{
    switch (kind) {
    case Kind::Decimal:
        return "decimal";
    case Kind::Ip:
        return "ip";
    case Kind::Datetime:
        return "datetime";
    default:
        return "duration";
    }
}

std::string extensionArgument(Random& random, Kind kind, bool broken)
{
    if (broken)
        return random.pick(kBroken);
    switch (kind) {
    case Kind::Decimal:
        return random.pick(kDecimals);
    case Kind::Ip:
        return random.pick(kAddresses);
    case Kind::Datetime:
        return random.pick(kDatetimes);
    default:
        return random.pick(kDurations);
    }
}

std::string literalText(Random& random, const World& world, const Shape& shape)
{
    switch (shape.kind) {
    case Kind::Bool:
        return random.percent(50) ? "true" : "false";
    case Kind::Long:
        return longLiteral(random);
    case Kind::String:
        return quotedText(stringContent(random));
    case Kind::Entity:
        return uidText(shape.entity, entityId(random, world, shape.entity));
    case Kind::Set: {
        std::string text = "[" + literalText(random, world, *shape.element);
        for (std::size_t more = random.below(3); more > 0; --more)
            text += ", " + literalText(random, world, *shape.element);
        return text + "]";
    }
    case Kind::Record: {
        std::vector<std::string> members;
        for (const Attribute& attribute : shape.attributes) {
            if (attribute.required || random.percent(50))
                members.push_back(quotedText(attribute.name) + ": " +
                                  literalText(random, world, *attribute.type));
        }
        return "{" + joined(members, ", ") + "}";
    }
    default:
        return std::string(constructorName(shape.kind)) + "(" +
               quotedText(extensionArgument(random, shape.kind, false)) + ")";
    }
}

std::string valueJson(Random& random, const World& world, const Shape& shape)
{
    switch (shape.kind) {
    case Kind::Bool:
        return random.percent(50) ? "true" : "false";
    case Kind::Long:
        return longText(random);
    case Kind::String:
        return jsonQuoted(stringContent(random));
    case Kind::Entity:
        return R"({"__entity":)" + uidJson(shape.entity, entityId(random, world, shape.entity)) +
               "}";
    case Kind::Set: {
        std::vector<std::string> elements;
        for (std::size_t count = random.below(4); count > 0; --count)
            elements.push_back(valueJson(random, world, *shape.element));
        return "[" + joined(elements, ",") + "]";
    }
    case Kind::Record: {
        std::vector<std::string> members;
        for (const Attribute& attribute : shape.attributes) {
            if (attribute.required || random.percent(50))
                members.push_back(jsonQuoted(attribute.name) + ":" +
                                  valueJson(random, world, *attribute.type));
        }
        return "{" + joined(members, ",") + "}";
    }
    default:
        return R"({"__extn":{"fn":")" + std::string(constructorName(shape.kind)) + R"(","arg":)" +
               jsonQuoted(extensionArgument(random, shape.kind, false)) + "}}";
    }
}

} // namespace remit::test
