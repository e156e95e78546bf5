// SPDX-License-Identifier: Apache-2.0
#include "core/trace/mapping/mapping.h"

#include "core/base/hash.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace remit::trace {

namespace {

constexpr std::int64_t kVersion = 1;

struct TypeFields {
    std::string_view type;
    std::vector<std::string_view> required;
    std::vector<std::string_view> optional;
};

const std::array<TypeFields, 5>& typeFields()
{
    static const std::array<TypeFields, 5> types{{
        {"call",
         {"tool"},
         {"callId", "args", "agent", "server", "credential", "workload", "audience", "task"}},
        {"result", {}, {"callId", "tool", "content", "ok", "error"}},
        {"message", {"role", "text"}, {"from", "to"}},
        {"delegate", {"from", "to"}, {"grant", "requester"}},
        {"note", {}, {"kind"}},
    }};
    return types;
}

bool isPointer(std::string_view text)
{
    if (text.starts_with('$'))
        text.remove_prefix(1);
    return text.empty() || text.front() == '/';
}

class MappingReader {
public:
    MappingReader(std::string_view file, Diagnostics& diagnostics)
        : m_file(file), m_diagnostics(diagnostics)
    {}

    Mapping read(const JsonValue& root)
    {
        Mapping mapping;
        ObjectReader reader(root, "trace mapping", m_file, m_diagnostics);
        if (!reader.isObject())
            return mapping;
        if (reader.requiredInt("version") != kVersion && m_diagnostics.empty())
            reader.report("trace/newer-version", root.find("version")->span,
                          "this mapping is of another version; this program reads 1");
        mapping.name = reader.requiredString("name");
        mapping.records = pointer(reader, "records");
        mapping.run = value(reader, "run");
        mapping.session = value(reader, "session");
        mapping.time = value(reader, "time");
        if (const JsonValue* start = reader.optional("start", JsonKind::Object))
            mapping.start = fields(*start, "run", {},
                                   {"agent", "onBehalfOf", "task", "credential", "workload"}, {});
        if (const JsonValue* events = reader.required("events", JsonKind::Array)) {
            for (const JsonValue& event : events->items)
                mapping.events.push_back(readEvent(event));
            if (events->items.empty())
                reader.report("trace/mapping", events->span, "a mapping makes at least one event");
        }
        reader.finish();
        return mapping;
    }

private:
    using Fields = std::map<std::string, MappedValue, std::less<>>;

    std::string pointer(ObjectReader& reader, std::string_view key)
    {
        const JsonValue* given = reader.optional(key, JsonKind::String);
        if (given == nullptr)
            return {};
        if (!isPointer(given->text))
            noPointer(reader, *given);
        return given->text;
    }

    static void noPointer(ObjectReader& reader, const JsonValue& given)
    {
        reader.report("trace/mapping", given.span,
                      fmt::format("{} is no JSON Pointer", jsonQuoted(given.text)),
                      "a pointer begins with \"/\": \"/tool/name\"; write a fixed value as "
                      "{\"value\": …}");
    }

    MappedValue value(ObjectReader& reader, std::string_view key)
    {
        const JsonValue* given = reader.optional(key);
        return given != nullptr ? valueOf(reader, *given) : MappedValue();
    }

    MappedValue valueOf(ObjectReader& reader, const JsonValue& given)
    {
        MappedValue value;
        if (given.isString() || given.isArray()) {
            const std::size_t count = given.isArray() ? given.items.size() : 1;
            for (std::size_t i = 0; i < count; ++i) {
                const JsonValue& one = given.isArray() ? given.items[i] : given;
                if (!one.isString() || !isPointer(one.text))
                    noPointer(reader, one);
                value.pointers.push_back(one.text);
            }
        } else if (const JsonValue* fixed = given.find("value");
                   fixed != nullptr && given.members.size() == 1) {
            value.fixed = *fixed;
        } else {
            reader.report("trace/mapping", given.span,
                          "a field is a pointer, a list of pointers or {\"value\": …}");
        }
        return value;
    }

    Fields fields(const JsonValue& object, const std::string& what,
                  const std::vector<std::string_view>& required,
                  const std::vector<std::string_view>& optional,
                  const std::vector<std::string_view>& others)
    {
        Fields found;
        ObjectReader reader(object, what, m_file, m_diagnostics);
        for (const std::string_view key : required) {
            if (const JsonValue* given = reader.required(key))
                found.emplace(key, valueOf(reader, *given));
        }
        for (const std::string_view key : optional) {
            if (const JsonValue* given = reader.optional(key))
                found.emplace(key, valueOf(reader, *given));
        }
        for (const std::string_view key : others)
            (void)reader.optional(key);
        reader.finish();
        return found;
    }

    MappedEvent readEvent(const JsonValue& json)
    {
        MappedEvent event;
        if (!json.isObject()) {
            ObjectReader(json, "event of a mapping", m_file, m_diagnostics).finish();
            return event;
        }
        Diagnostics own;
        ObjectReader reader(json, "event of a mapping", m_file, own);
        event.type = reader.requiredString("type");
        event.hasEach = json.find("each") != nullptr;
        event.each = pointer(reader, "each");
        if (const JsonValue* when = reader.optional("when", JsonKind::Object))
            event.when = conditions(reader, *when);
        const auto known = std::find_if(typeFields().begin(), typeFields().end(),
                                        [&](const auto& type) { return type.type == event.type; });
        if (known != typeFields().end())
            event.fields = fields(json, event.type + " of a mapping", known->required,
                                  known->optional, {"type", "each", "when"});
        else if (own.empty())
            reader.report("trace/mapping", json.find("type")->span,
                          fmt::format("{} is no type of event here", jsonQuoted(event.type)),
                          "types are \"call\", \"result\", \"message\", \"delegate\" and \"note\"");
        std::move(own.begin(), own.end(), std::back_inserter(m_diagnostics));
        return event;
    }

    std::vector<MappedCondition> conditions(ObjectReader& reader, const JsonValue& when)
    {
        std::vector<MappedCondition> all;
        for (const JsonMember& member : when.members) {
            MappedCondition condition;
            condition.pointer = member.key;
            if (!isPointer(member.key))
                reader.report("trace/mapping", member.keySpan,
                              fmt::format("{} is no JSON Pointer", jsonQuoted(member.key)),
                              "a condition is {\"/type\": \"tool_call\"}");
            if (member.value.isNull())
                condition.absent = true;
            else if (member.value.isArray())
                condition.values = member.value.items;
            else if (!member.value.isObject())
                condition.values.push_back(member.value);
            all.push_back(std::move(condition));
        }
        return all;
    }

    std::string m_file;
    Diagnostics& m_diagnostics;
};

} // namespace

ReadMapping readMapping(std::string_view text, std::string_view file)
{
    ReadMapping read;
    JsonDocument json = parseJson(text, file);
    read.diagnostics = std::move(json.diagnostics);
    if (json.root)
        read.mapping = MappingReader(file, read.diagnostics).read(*json.root);
    read.mapping.digest = sha256Text(text);
    return read;
}

} // namespace remit::trace
