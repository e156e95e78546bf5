// SPDX-License-Identifier: Apache-2.0
#include "core/base/strict_json.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit {

ObjectReader::ObjectReader(const JsonValue& value, std::string what, std::string file,
                           Diagnostics& diagnostics)
    : m_object(value.isObject() ? &value : nullptr)
    , m_what(std::move(what))
    , m_file(std::move(file))
    , m_diagnostics(diagnostics)
{
    if (!m_object)
        report("json/wrong-kind", value.span,
               fmt::format("a {} is an object, this is {}", m_what, jsonKindName(value.kind)));
}

void ObjectReader::report(std::string code, Span span, std::string message, std::string help)
{
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    diagnostic.file = m_file;
    diagnostic.span = span;
    m_diagnostics.push_back(std::move(diagnostic));
}

const JsonValue* ObjectReader::optional(std::string_view key)
{
    m_asked.emplace_back(key);
    return m_object ? m_object->find(key) : nullptr;
}

const JsonValue* ObjectReader::required(std::string_view key)
{
    const JsonValue* value = optional(key);
    if (!value && m_object)
        report("json/missing-member", {m_object->span.begin, m_object->span.begin + 1},
               fmt::format("this {} has no member \"{}\"", m_what, key),
               fmt::format("add \"{}\"", key));
    return value;
}

const JsonValue* ObjectReader::optional(std::string_view key, JsonKind kind)
{
    const JsonValue* value = optional(key);
    if (!value || value->kind == kind)
        return value;
    report("json/wrong-kind", value->span,
           fmt::format("\"{}\" of a {} is {}, this is {}", key, m_what, jsonKindName(kind),
                       jsonKindName(value->kind)));
    return nullptr;
}

const JsonValue* ObjectReader::required(std::string_view key, JsonKind kind)
{
    if (m_object && !m_object->find(key))
        return required(key);
    return optional(key, kind);
}

std::string ObjectReader::requiredString(std::string_view key)
{
    const JsonValue* value = required(key, JsonKind::String);
    return value ? value->text : std::string();
}

std::optional<std::string> ObjectReader::optionalString(std::string_view key)
{
    const JsonValue* value = optional(key, JsonKind::String);
    return value ? std::optional(value->text) : std::nullopt;
}

std::optional<std::int64_t> ObjectReader::optionalInt(std::string_view key)
{
    const JsonValue* value = optional(key, JsonKind::Number);
    if (!value)
        return std::nullopt;
    const auto number = value->asInt64();
    if (!number)
        report(
            "json/not-an-integer", value->span,
            fmt::format("\"{}\" of a {} is a whole number of 64 bits, {} is none", key, m_what,
                        value->text.size() <= 40 ? value->text : value->text.substr(0, 40) + "…"));
    return number;
}

std::int64_t ObjectReader::requiredInt(std::string_view key)
{
    if (m_object && !m_object->find(key)) {
        (void)required(key);
        return 0;
    }
    return optionalInt(key).value_or(0);
}

std::optional<bool> ObjectReader::optionalBool(std::string_view key)
{
    const JsonValue* value = optional(key, JsonKind::Bool);
    return value ? std::optional(value->boolean) : std::nullopt;
}

std::vector<std::string> ObjectReader::optionalStrings(std::string_view key)
{
    std::vector<std::string> strings;
    const JsonValue* value = optional(key, JsonKind::Array);
    if (!value)
        return strings;
    for (const JsonValue& item : value->items) {
        if (item.isString())
            strings.push_back(item.text);
        else
            report("json/wrong-kind", item.span,
                   fmt::format("\"{}\" of a {} is a list of strings, this is {}", key, m_what,
                               jsonKindName(item.kind)));
    }
    return strings;
}

void ObjectReader::finish()
{
    if (!m_object)
        return;
    for (const JsonMember& member : m_object->members) {
        if (std::find(m_asked.begin(), m_asked.end(), member.key) != m_asked.end())
            continue;
        const auto meant = nearest(member.key, m_asked);
        report("json/unknown-member", member.keySpan,
               fmt::format("a {} has no member \"{}\"", m_what, member.key),
               meant ? fmt::format("did you mean \"{}\"?", *meant)
                     : "known members: " + joined(m_asked, ", "));
    }
}

} // namespace remit
