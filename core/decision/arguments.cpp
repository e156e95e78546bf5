// SPDX-License-Identifier: Apache-2.0
#include "core/decision/arguments.h"

#include "core/base/text.h"
#include "core/base/time.h"
#include "core/decision/facts.h"

#include <algorithm>
#include <charconv>

namespace remit::decision {

namespace {

using cedar::ContextPath;
using cedar::Type;
using cedar::TypeKind;
using cedar::Value;

/// Turns JSON into values; what does not work is noted with the path of the nearest record member,
/// since a fact is one member.
class Conversion {
public:
    Conversion(Arguments& arguments, const Withheld& withheld)
        : m_arguments(arguments), m_withheld(withheld)
    {}

    cedar::Attributes members(const JsonValue& object);
    cedar::Attributes members(const JsonValue& object, const Type& record);

private:
    std::optional<Value> untyped(const JsonValue& value);
    std::optional<Value> typed(const JsonValue& value, const Type& type);
    std::optional<Value> number(const JsonValue& value);
    std::optional<Value> typedNumber(const JsonValue& value, const Type& type);
    std::optional<Value> typedString(const JsonValue& value, const Type& type);
    std::optional<Value> extension(const std::string& text, cedar::ExtensionType type);
    template <class Element>
    std::optional<Value> set(const JsonValue& array, Element element);

    /// The fact that cannot be known here. A policy cannot name what lies in a set: there it is the
    /// member that holds the set.
    [[nodiscard]] ContextPath fact() const;
    std::optional<Value> withheld();
    std::optional<Value> unrepresentable(std::string reason);
    std::optional<Value> misfit(const JsonValue& value, const Type& type);
    [[nodiscard]] bool isWithheld(const JsonValue& value) const
    {
        return !m_withheld.empty() && m_withheld.count(&value) > 0;
    }

    Arguments& m_arguments;
    const Withheld& m_withheld;
    ContextPath m_path{"input"};
    std::optional<std::size_t> m_setDepth; ///< length of the path of the outermost set around
};

ContextPath Conversion::fact() const
{
    ContextPath fact = m_path;
    fact.resize(m_setDepth.value_or(fact.size()));
    return fact;
}

std::optional<Value> Conversion::withheld()
{
    m_arguments.withheld.push_back(fact());
    return std::nullopt;
}

std::optional<Value> Conversion::unrepresentable(std::string reason)
{
    m_arguments.unrepresentable.push_back({fact(), std::move(reason)});
    return std::nullopt;
}

std::optional<Value> Conversion::misfit(const JsonValue& value, const Type& type)
{
    m_arguments.misfits.push_back("`" + factName(m_path) + "` is " +
                                  std::string(jsonKindName(value.kind)) + " and is declared as " +
                                  toText(type));
    return std::nullopt;
}

template <class Element>
std::optional<Value> Conversion::set(const JsonValue& array, Element element)
{
    std::vector<Value> values;
    bool complete = true;
    const std::optional<std::size_t> outer = m_setDepth;
    m_setDepth = outer.value_or(m_path.size());
    for (const JsonValue& item : array.items) {
        std::optional<Value> value = element(item);
        complete = complete && value.has_value();
        if (value)
            values.push_back(std::move(*value));
    }
    m_setDepth = outer;
    return complete ? std::optional(Value::set(std::move(values))) : std::nullopt;
}

std::optional<Value> Conversion::number(const JsonValue& value)
{
    if (const auto integer = value.asInt64())
        return Value::integer(*integer);
    if (value.text.find_first_of(".eE") == std::string::npos)
        return unrepresentable("the number " + shown(value.text) + " does not fit 64 bits");
    if (const auto decimal = decimalOf(value.text))
        return Value::decimal(*decimal);
    return unrepresentable("the number " + shown(value.text) +
                           " has more than four decimals or is too large for a Cedar decimal");
}

std::optional<Value> Conversion::untyped(const JsonValue& value)
{
    if (isWithheld(value))
        return withheld();
    switch (value.kind) {
    case JsonKind::Null:
        return unrepresentable("null in a list has no Cedar value");
    case JsonKind::Bool:
        return Value::boolean(value.boolean);
    case JsonKind::Number:
        return number(value);
    case JsonKind::String:
        return Value::string(value.text);
    case JsonKind::Array:
        return set(value, [this](const JsonValue& item) { return untyped(item); });
    case JsonKind::Object:
        return Value::record(members(value));
    }
    return std::nullopt;
}

cedar::Attributes Conversion::members(const JsonValue& object)
{
    cedar::Attributes attributes;
    for (const JsonMember& member : object.members) {
        if (member.value.isNull())
            continue;
        m_path.push_back(member.key);
        if (auto value = untyped(member.value))
            attributes.insert_or_assign(member.key, std::move(*value));
        m_path.pop_back();
    }
    return attributes;
}

std::optional<Value> Conversion::typedNumber(const JsonValue& value, const Type& type)
{
    if (type.kind == TypeKind::Long) {
        if (const auto integer = integerOf(value.text))
            return Value::integer(*integer);
        if (value.text.find_first_of(".eE") == std::string::npos)
            return unrepresentable("the number " + shown(value.text) + " does not fit 64 bits");
        return misfit(value, type);
    }
    if (type.kind != TypeKind::Extension || type.extension != cedar::ExtensionType::Decimal)
        return misfit(value, type);
    if (const auto decimal = decimalOf(value.text))
        return Value::decimal(*decimal);
    return unrepresentable("the number " + shown(value.text) +
                           " has more than four decimals or is too large for a Cedar decimal");
}

std::optional<Value> Conversion::extension(const std::string& text, cedar::ExtensionType type)
{
    switch (type) {
    case cedar::ExtensionType::Decimal:
        if (const auto value = cedar::parseDecimal(text))
            return Value::decimal(*value);
        return std::nullopt;
    case cedar::ExtensionType::IpAddress:
        if (const auto value = cedar::parseIpAddress(text))
            return Value::ipAddress(*value);
        return std::nullopt;
    case cedar::ExtensionType::Datetime:
        if (const auto value = cedar::parseDatetime(text))
            return Value::datetime(*value);
        if (const auto instant = parseRfc3339(text))
            return Value::datetime({instant->milliseconds});
        return std::nullopt;
    case cedar::ExtensionType::Duration:
        if (const auto value = cedar::parseDuration(text))
            return Value::duration(*value);
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Value> Conversion::typedString(const JsonValue& value, const Type& type)
{
    if (type.kind == TypeKind::String)
        return Value::string(value.text);
    if (type.kind == TypeKind::Entity)
        return Value::entity({type.entityType, value.text});
    if (type.kind == TypeKind::Extension) {
        if (auto parsed = extension(value.text, type.extension))
            return parsed;
    }
    return misfit(value, type);
}

std::optional<Value> Conversion::typed(const JsonValue& value, const Type& type)
{
    if (isWithheld(value))
        return withheld();
    if (value.isNumber())
        return typedNumber(value, type);
    if (value.isString())
        return typedString(value, type);
    if (value.isBool() && type.isBoolean())
        return Value::boolean(value.boolean);
    if (value.isArray() && type.kind == TypeKind::Set)
        return set(value, [&](const JsonValue& item) { return typed(item, *type.element); });
    if (value.isObject() && type.kind == TypeKind::Record)
        return Value::record(members(value, type));
    return misfit(value, type);
}

cedar::Attributes Conversion::members(const JsonValue& object, const Type& record)
{
    cedar::Attributes attributes;
    for (const JsonMember& member : object.members) {
        if (member.value.isNull())
            continue;
        m_path.push_back(member.key);
        const auto declared = record.attributes.find(member.key);
        if (declared == record.attributes.end())
            m_arguments.misfits.push_back("`" + factName(m_path) + "` is not declared");
        else if (auto value = typed(member.value, *declared->second.type))
            attributes.insert_or_assign(member.key, std::move(*value));
        m_path.pop_back();
    }
    for (const auto& [name, attribute] : record.attributes) {
        const JsonValue* given = object.find(name);
        if (!attribute.required || (given != nullptr && !given->isNull()))
            continue;
        m_path.push_back(name);
        m_arguments.misfits.push_back("`" + factName(m_path) + "` is required and missing");
        m_path.pop_back();
    }
    return attributes;
}

} // namespace

Arguments untypedArguments(const JsonValue& object, const Withheld& withheld)
{
    Arguments arguments;
    arguments.values = Conversion(arguments, withheld).members(object);
    return arguments;
}

Arguments typedArguments(const JsonValue& object, const Type& record, const Withheld& withheld)
{
    Arguments arguments;
    arguments.values = Conversion(arguments, withheld).members(object, record);
    return arguments;
}

} // namespace remit::decision
