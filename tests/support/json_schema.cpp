// SPDX-License-Identifier: Apache-2.0
#include "tests/support/json_schema.h"

#include <QRegularExpression>

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace remit::test {
namespace {

class Checker {
public:
    explicit Checker(const JsonValue& root) : m_root(root) {}

    std::string violation(const JsonValue& schema, const JsonValue& value,
                          const std::string& at) const
    {
        if (schema.isBool())
            return schema.boolean ? "" : at + " must not be there";
        for (const JsonMember& keyword : schema.members) {
            const std::string why = oneKeyword(schema, keyword, value, at);
            if (!why.empty())
                return why;
        }
        return {};
    }

private:
    std::string oneKeyword(const JsonValue& schema, const JsonMember& keyword,
                           const JsonValue& value, const std::string& at) const
    {
        static const std::vector<std::string> silent{"$schema", "$id", "$defs", "title",
                                                     "description"};
        const std::string& key = keyword.key;
        if (std::find(silent.begin(), silent.end(), key) != silent.end())
            return {};
        if (key == "$ref")
            return violation(referred(keyword.value.text), value, at);
        if (key == "type")
            return hasType(keyword.value.text, value) ? "" : at + " is not of the type";
        if (key == "const")
            return toJson(keyword.value) == toJson(value) ? "" : at + " is another constant";
        if (key == "enum")
            return isListed(keyword.value, value) ? "" : at + " is not one of the values";
        if (key == "pattern")
            return matches(keyword.value.text, value) ? "" : at + " does not match";
        if (key == "minLength")
            return !value.isString() || !value.text.empty() ? "" : at + " is empty";
        if (key == "required")
            return missing(keyword.value, value, at);
        if (key == "properties")
            return listed(keyword.value, value, at);
        if (key == "additionalProperties")
            return unlisted(keyword.value, schema.find("properties"), value, at);
        if (key == "items")
            return items(keyword.value, value, at);
        if (key == "oneOf")
            return exactlyOne(keyword.value, value, at);
        throw std::runtime_error("unknown keyword " + key);
    }

    const JsonValue& referred(const std::string& reference) const
    {
        const std::string prefix = "#/$defs/";
        const JsonValue* found = reference.rfind(prefix, 0) == 0
                                     ? m_root.find("$defs")->find(reference.substr(prefix.size()))
                                     : nullptr;
        if (!found)
            throw std::runtime_error("unknown reference " + reference);
        return *found;
    }

    static bool hasType(const std::string& type, const JsonValue& value)
    {
        return (type == "object" && value.isObject()) || (type == "array" && value.isArray()) ||
               (type == "string" && value.isString()) || (type == "boolean" && value.isBool()) ||
               (type == "number" && value.isNumber()) ||
               (type == "integer" && value.asInt64().has_value());
    }

    static bool isListed(const JsonValue& list, const JsonValue& value)
    {
        return std::any_of(list.items.begin(), list.items.end(),
                           [&](const JsonValue& each) { return toJson(each) == toJson(value); });
    }

    static bool matches(const std::string& pattern, const JsonValue& value)
    {
        const QRegularExpression regex(QString::fromStdString(pattern));
        if (!regex.isValid())
            throw std::runtime_error("bad pattern " + pattern);
        return !value.isString() || regex.match(QString::fromStdString(value.text)).hasMatch();
    }

    static std::string missing(const JsonValue& names, const JsonValue& value,
                               const std::string& at)
    {
        for (const JsonValue& name : names.items) {
            if (value.isObject() && !value.find(name.text))
                return at + " lacks " + name.text;
        }
        return {};
    }

    std::string listed(const JsonValue& properties, const JsonValue& value,
                       const std::string& at) const
    {
        for (const JsonMember& member : value.members) {
            const JsonValue* its = properties.find(member.key);
            const std::string why =
                its ? violation(*its, member.value, at + "/" + member.key) : std::string();
            if (!why.empty())
                return why;
        }
        return {};
    }

    std::string unlisted(const JsonValue& rest, const JsonValue* properties, const JsonValue& value,
                         const std::string& at) const
    {
        for (const JsonMember& member : value.members) {
            const bool known = properties != nullptr && properties->find(member.key) != nullptr;
            const std::string why =
                known ? std::string() : violation(rest, member.value, at + "/" + member.key);
            if (!why.empty())
                return why;
        }
        return {};
    }

    std::string items(const JsonValue& schema, const JsonValue& value, const std::string& at) const
    {
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            const std::string why = violation(schema, value.items[i], at + "/" + std::to_string(i));
            if (!why.empty())
                return why;
        }
        return {};
    }

    std::string exactlyOne(const JsonValue& schemas, const JsonValue& value,
                           const std::string& at) const
    {
        const auto valid =
            std::count_if(schemas.items.begin(), schemas.items.end(), [&](const JsonValue& schema) {
                return violation(schema, value, at).empty();
            });
        return valid == 1 ? "" : at + " fits " + std::to_string(valid) + " of the forms";
    }

    const JsonValue& m_root;
};

JsonValue ofKind(JsonKind kind, std::string text)
{
    JsonValue value;
    value.kind = kind;
    value.text = std::move(text);
    return value;
}

std::vector<JsonValue> otherValues(const JsonValue& value)
{
    std::vector<JsonValue> list;
    for (const JsonValue& each :
         {ofKind(JsonKind::Null, ""), ofKind(JsonKind::Bool, ""), ofKind(JsonKind::Number, "7"),
          ofKind(JsonKind::Number, "1.5"), ofKind(JsonKind::Array, ""),
          ofKind(JsonKind::Object, ""), ofKind(JsonKind::String, ""),
          ofKind(JsonKind::String, "?! /"), ofKind(JsonKind::String, "plain")}) {
        if (each.kind != value.kind || each.isString() || each.isNumber())
            list.push_back(each);
    }
    return list;
}

using Keep = std::function<void(const std::string&)>;

/// Changes `part` of the whole in every way, and tells after each.
void mutate(JsonValue& part, const std::string& at, const Keep& keep)
{
    const JsonValue before = part;
    for (const JsonValue& other : otherValues(before)) {
        part = other;
        keep(at + " becomes " + toJson(other));
    }
    part = before;
    for (std::size_t i = 0; i < part.items.size(); ++i)
        mutate(part.items[i], at + "/" + std::to_string(i), keep);
    if (part.isObject()) {
        part.members.push_back({"unheardOf", {}, ofKind(JsonKind::String, "x")});
        keep(at + " has an unknown member");
        part.members.pop_back();
    }
    for (std::size_t i = 0; i < before.members.size(); ++i) {
        part.members.erase(part.members.begin() + static_cast<std::ptrdiff_t>(i));
        keep(at + " lacks " + before.members[i].key);
        part = before;
        mutate(part.members[i].value, at + "/" + before.members[i].key, keep);
    }
}

} // namespace

std::string schemaViolation(const JsonValue& schema, const JsonValue& value)
{
    return Checker(schema).violation(schema, value, "");
}

std::vector<Mutant> mutants(const JsonValue& value)
{
    std::vector<Mutant> list;
    JsonValue whole = value;
    mutate(whole, "", [&](const std::string& what) { list.push_back({what, whole}); });
    return list;
}

} // namespace remit::test
