// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/value_reader.h"

#include "core/base/text.h"
#include "core/cedar/entities/escape_function.h"
#include "core/cedar/entities/json_escape.h"
#include "core/cedar/schema/types.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace remit::cedar {

ValueReader::ValueReader(std::string_view file, Diagnostics& diagnostics)
    : m_file(file), m_diagnostics(diagnostics)
{}

void ValueReader::report(std::string code, Span span, std::string message, std::string help)
{
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    diagnostic.file = m_file;
    diagnostic.span = span;
    m_diagnostics.push_back(std::move(diagnostic));
}

void ValueReader::warn(std::string code, Span span, std::string message, std::string help)
{
    report(std::move(code), span, std::move(message), std::move(help));
    m_diagnostics.back().severity = Severity::Warning;
}

std::optional<Value> ValueReader::untyped(const JsonValue& json)
{
    switch (json.kind) {
    case JsonKind::Null:
        report("entities/null", json.span, "Cedar has no null",
               "leave the attribute out, or give it a value");
        return std::nullopt;
    case JsonKind::Bool:
        return Value::boolean(json.boolean);
    case JsonKind::Number:
        return number(json);
    case JsonKind::String:
        return Value::string(json.text);
    case JsonKind::Array:
        return set(json, nullptr);
    case JsonKind::Object:
        return object(json);
    }
    return std::nullopt;
}

std::optional<Value> ValueReader::number(const JsonValue& json)
{
    const auto value = json.asInt64();
    // The reference's reader takes -0 for a floating-point number.
    if (value && json.text != "-0")
        return Value::integer(*value);
    const bool fraction = json.text.find_first_of(".eE") != std::string::npos;
    report("entities/not-a-long", json.span,
           fmt::format("{} is no whole number of 64 bits, and Cedar has no other", json.text),
           fraction
               ? fmt::format("write {{\"__extn\":{{\"fn\":\"decimal\",\"arg\":\"{}\"}}}} for a "
                             "decimal (one to four digits after the point)",
                             json.text)
               : "write it as a string if it is an identifier");
    return std::nullopt;
}

std::optional<Value> ValueReader::set(const JsonValue& json, const Type* element)
{
    std::vector<Value> elements;
    elements.reserve(json.items.size());
    bool whole = true;
    for (const JsonValue& item : json.items) {
        auto value = element ? typed(item, *element) : untyped(item);
        whole = whole && value;
        if (value)
            elements.push_back(std::move(*value));
    }
    if (!whole)
        return std::nullopt;
    return Value::set(std::move(elements));
}

std::optional<Value> ValueReader::object(const JsonValue& json)
{
    if (json.members.size() == 1) {
        const JsonMember& only = json.members.front();
        if (only.key == "__expr" && only.value.isString())
            return rejectExpr(json);
        if (only.key == "__entity" && hasUidParts(only.value)) {
            auto name = uidFromParts(only.value);
            return name ? std::optional(Value::entity(std::move(*name))) : std::nullopt;
        }
        if (only.key == "__extn" && hasCallParts(only.value))
            return extension(only.value, false);
    }
    return record(json);
}

std::optional<Value> ValueReader::record(const JsonValue& json)
{
    Attributes attributes;
    bool whole = true;
    for (const JsonMember& member : json.members) {
        auto value = untyped(member.value);
        whole = whole && value;
        if (value)
            attributes.insert_or_assign(member.key, std::move(*value));
    }
    if (!whole)
        return std::nullopt;
    return Value::record(std::move(attributes));
}

std::optional<Value> ValueReader::rejectExpr(const JsonValue& json)
{
    report("entities/expr-escape", json.span, "the escape `__expr` is no longer part of Cedar",
           "use `__entity` for an entity and `__extn` for an extension value");
    return std::nullopt;
}

std::optional<Value> ValueReader::extension(const JsonValue& json, bool typed)
{
    const JsonValue& name = *json.find("fn");
    const EscapeFunction* function = findEscapeFunction(name.text);
    if (!function) {
        const auto names = escapeFunctionNames();
        const auto meant = nearest(name.text, names);
        report("entities/unknown-function", name.span,
               fmt::format("there is no extension function `{}`", shown(name.text)),
               meant ? fmt::format("did you mean `{}`?", *meant)
                     : "the constructors are `decimal`, `ip`, `datetime` and `duration`");
        return std::nullopt;
    }
    const auto given = arguments(json, *function, typed);
    return given ? called(*function, *given, json.span) : std::nullopt;
}

std::optional<std::vector<Value>>
ValueReader::arguments(const JsonValue& json, const EscapeFunction& function, bool typedCall)
{
    std::vector<Value> values;
    bool whole = true;
    const auto add = [&](const JsonValue& item) {
        const std::size_t at = values.size();
        const auto type = typedCall && at < function.parameters.size()
                              ? extensionTypeOf(function.parameters[at])
                              : nullptr;
        auto value = type ? typed(item, *type) : untyped(item);
        whole = whole && value;
        values.push_back(value ? std::move(*value) : Value());
    };
    if (const JsonValue* one = json.find("arg"))
        add(*one);
    else
        std::for_each(json.find("args")->items.begin(), json.find("args")->items.end(), add);
    if (!whole)
        return std::nullopt;
    return values;
}

std::optional<Value> ValueReader::called(const EscapeFunction& function,
                                         const std::vector<Value>& arguments, Span span)
{
    auto value = callEscapeFunction(function, arguments);
    if (value)
        return std::move(*value);
    report("entities/extension-value", span, value.error());
    return std::nullopt;
}

} // namespace remit::cedar
