// SPDX-License-Identifier: Apache-2.0
#include "core/authority/field_reader.h"

#include "core/authority/spiffe_id.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/values/extension.h"

#include <fmt/format.h>

namespace remit::authority {

FieldReader::FieldReader(const JsonValue& object, std::string what, std::string_view file,
                         Diagnostics& diagnostics)
    : m_object(object)
    , m_what(std::move(what))
    , m_file(file)
    , m_diagnostics(diagnostics)
    , m_before(diagnostics.size())
    , m_reader(object, m_what, m_file, diagnostics)
{}

void FieldReader::problem(std::string code, const JsonValue& at, std::string message,
                          std::string help)
{
    m_reader.report(std::move(code), at.span, std::move(message), std::move(help));
}

const JsonValue* FieldReader::required(std::string_view key, JsonKind kind)
{
    return m_reader.required(key, kind);
}

std::string FieldReader::text(std::string_view key)
{
    const JsonValue* value = required(key, JsonKind::String);
    if (value && value->text.empty())
        problem("authority/empty", *value, fmt::format("\"{}\" of a {} is empty", key, m_what));
    return value ? value->text : std::string();
}

std::optional<std::string> FieldReader::optionalText(std::string_view key)
{
    return m_reader.optionalString(key);
}

cedar::EntityUid FieldReader::uid(std::string_view key)
{
    const JsonValue* value = m_reader.required(key);
    if (!value)
        return {};
    return cedar::readUid(*value, m_file, m_diagnostics, true).value_or(cedar::EntityUid{});
}

std::optional<Instant> FieldReader::optionalInstant(std::string_view key)
{
    const JsonValue* value = m_reader.optional(key, JsonKind::String);
    if (!value)
        return std::nullopt;
    const auto instant = parseRfc3339(value->text);
    if (!instant)
        problem("authority/bad-time", *value,
                fmt::format("\"{}\" is no point in time", value->text),
                "write RFC 3339, for example 2026-03-01T09:00:00Z");
    return instant;
}

Instant FieldReader::instant(std::string_view key)
{
    if (m_object.isObject() && !m_object.find(key)) {
        (void)m_reader.required(key);
        return {};
    }
    return optionalInstant(key).value_or(Instant{});
}

std::int64_t FieldReader::integer(std::string_view key, std::int64_t least)
{
    const std::int64_t number = m_reader.requiredInt(key);
    const JsonValue* value = m_object.find(key);
    if (value && value->asInt64() && number < least)
        problem("authority/out-of-range", *value,
                fmt::format("\"{}\" of a {} is at least {}", key, m_what, least));
    return number;
}

std::optional<std::string> FieldReader::spiffeId(std::string_view key)
{
    const JsonValue* value = m_reader.optional(key, JsonKind::String);
    if (!value)
        return std::nullopt;
    if (const auto id = parseSpiffeId(value->text); !id)
        problem("authority/bad-spiffe-id", *value, id.error(),
                "for example spiffe://acme.example/agents/planner");
    return value->text;
}

std::int64_t FieldReader::duration(std::string_view key)
{
    const JsonValue* value = required(key, JsonKind::String);
    if (!value)
        return 0;
    const auto duration = cedar::parseDuration(value->text);
    if (!duration || duration->milliseconds <= 0)
        problem("authority/bad-duration", *value,
                fmt::format("\"{}\" is no positive duration", value->text),
                "days, hours, minutes and seconds in this order, for example 8h or 1d12h30m");
    return duration ? duration->milliseconds : 0;
}

std::optional<TaskRef> FieldReader::taskRef(std::string_view key)
{
    const JsonValue* value = m_reader.optional(key);
    if (!value)
        return std::nullopt;
    if (value->isObject()) {
        FieldReader reader(*value, fmt::format("{} of a {}", key, m_what), m_file, m_diagnostics);
        TaskRef task{reader.text("id"), reader.integer("version", 1)};
        return reader.finish() ? std::optional(task) : std::nullopt;
    }
    const auto task = value->isString() ? parseTaskRef(value->text) : std::nullopt;
    if (!task)
        problem("authority/bad-task", *value, fmt::format("\"{}\" names a task and a version", key),
                R"(write "pay-bill@1" or {"id": "pay-bill", "version": 1})");
    return task;
}

std::vector<std::string> FieldReader::texts(std::string_view key)
{
    return m_reader.optionalStrings(key);
}

const JsonValue* FieldReader::optionalArray(std::string_view key)
{
    return m_reader.optional(key, JsonKind::Array);
}

const JsonValue* FieldReader::optionalObject(std::string_view key)
{
    return m_reader.optional(key, JsonKind::Object);
}

bool FieldReader::finish()
{
    m_reader.finish();
    return m_diagnostics.size() == m_before;
}

void forEachObject(std::string_view text, std::string_view file, std::string_view what,
                   Diagnostics& diagnostics, const std::function<void(const JsonValue&)>& read)
{
    JsonDocument document = parseJson(text, file);
    diagnostics.insert(diagnostics.end(), document.diagnostics.begin(), document.diagnostics.end());
    if (!document.root)
        return;
    if (document.root->isArray()) {
        for (const JsonValue& item : document.root->items)
            read(item);
        return;
    }
    if (document.root->isObject()) {
        read(*document.root);
        return;
    }
    Diagnostic diagnostic;
    diagnostic.code = "json/wrong-kind";
    diagnostic.message = fmt::format("this file holds one {} or a list of them, not {}", what,
                                     jsonKindName(document.root->kind));
    diagnostic.file = file;
    diagnostic.span = document.root->span;
    diagnostics.push_back(std::move(diagnostic));
}

} // namespace remit::authority
