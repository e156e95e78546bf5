// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/probes/dice.h"

#include "core/analysis/mining/siblings.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::analysis {

namespace {

constexpr int kSchemaDepth = 8;

JsonValue jsonOf(JsonKind kind)
{
    JsonValue value;
    value.kind = kind;
    return value;
}

std::string typeOf(const JsonValue& schema)
{
    const JsonValue* type = schema.find("type");
    if (type != nullptr && type->isString())
        return type->text;
    if (type != nullptr && type->isArray() && !type->items.empty())
        return type->items.front().text;
    return schema.find("properties") != nullptr ? "object" : "string";
}

bool isRequired(const JsonValue& schema, std::string_view name)
{
    const JsonValue* required = schema.find("required");
    return required != nullptr &&
           std::any_of(required->items.begin(), required->items.end(),
                       [&](const JsonValue& one) { return one.text == name; });
}

JsonValue schemaValue(const JsonValue& schema, Dice& dice, int depth)
{
    if (depth > kSchemaDepth)
        return jsonOf(JsonKind::Null);
    for (const char* const list : {"enum", "examples"}) {
        const JsonValue* values = schema.find(list);
        if (values != nullptr && !values->items.empty())
            return values->items.front();
    }
    for (const char* const choice : {"anyOf", "oneOf"}) {
        const JsonValue* choices = schema.find(choice);
        if (choices != nullptr && !choices->items.empty())
            return schemaValue(choices->items.front(), dice, depth + 1);
    }
    const std::string type = typeOf(schema);
    if (type == "integer" || type == "number") {
        const JsonValue* least = schema.find("minimum");
        return least != nullptr && least->isNumber() ? *least : jsonNumber("1");
    }
    if (type == "boolean")
        return jsonOf(JsonKind::Bool);
    if (type == "null")
        return jsonOf(JsonKind::Null);
    if (type == "array") {
        JsonValue array = jsonOf(JsonKind::Array);
        if (const JsonValue* items = schema.find("items"))
            array.items.push_back(schemaValue(*items, dice, depth + 1));
        return array;
    }
    if (type != "object")
        return jsonString("probe-" + dice.tag());
    JsonValue object = jsonOf(JsonKind::Object);
    if (const JsonValue* properties = schema.find("properties")) {
        for (const JsonMember& member : properties->members) {
            if (isRequired(schema, member.key))
                object.members.push_back(
                    {member.key, {}, schemaValue(member.value, dice, depth + 1)});
        }
    }
    return object;
}

} // namespace

Dice::Dice(std::uint64_t seed, std::string_view words) : m_state(seed)
{
    for (const char c : words) // FNV-1a, so that similar words start far apart
        m_state = (m_state ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    next();
}

std::uint64_t Dice::next()
{
    std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
}

std::string Dice::tag()
{
    return fmt::format("{:06x}", next() & 0xffffffU);
}

std::string freshText(std::string_view like, Dice& dice)
{
    switch (formOf(like)) {
    case ValueForm::Url:
        return "http://www.probe-" + dice.tag() + ".example/";
    case ValueForm::Email:
        return "probe-" + dice.tag() + "@probe.example";
    case ValueForm::AccountNumber: // "XX" is no country
        return fmt::format("XX{:02}{:016}", dice.below(100), dice.next() % 10000000000000000ULL);
    case ValueForm::Other:
        break;
    }
    const bool digits = !like.empty() && std::all_of(like.begin(), like.end(),
                                                     [](char c) { return c >= '0' && c <= '9'; });
    if (digits) // an id of a database
        return fmt::format("{}", 900000 + dice.below(99999));
    return "probe-" + dice.tag();
}

JsonValue freshLike(const JsonValue& value, Dice& dice)
{
    if (value.isNumber())
        return jsonNumber(fmt::format("{}", 900000 + dice.below(99999)));
    if (value.isString())
        return jsonString(freshText(value.text, dice));
    if (!value.isArray())
        return value;
    JsonValue array = value;
    if (array.items.empty())
        array.items.push_back(jsonString("probe-" + dice.tag()));
    else
        array.items = {freshLike(value.items.front(), dice)};
    return array;
}

JsonValue valueOfSchema(const JsonValue& schema, Dice& dice)
{
    return schemaValue(schema, dice, 0);
}

JsonValue jsonString(std::string text)
{
    JsonValue value = jsonOf(JsonKind::String);
    value.text = std::move(text);
    return value;
}

JsonValue jsonNumber(std::string lexeme)
{
    JsonValue value = jsonOf(JsonKind::Number);
    value.text = std::move(lexeme);
    return value;
}

} // namespace remit::analysis
