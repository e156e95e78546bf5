// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/entities/entity_json.h"

#include <fmt/format.h>

namespace remit::cedar {
namespace {

void append(std::string& out, const Value& value);

void appendUid(std::string& out, const EntityUid& uid)
{
    out += R"({"type":)" + jsonQuoted(uid.type) + R"(,"id":)" + jsonQuoted(uid.id) + '}';
}

void appendCall(std::string& out, std::string_view function, const std::string& argument)
{
    out += fmt::format(R"({{"__extn":{{"fn":"{}","arg":{}}}}})", function, jsonQuoted(argument));
}

/// A datetime whose year has not four digits has no literal; it is an offset from the epoch, as the
/// reference implementation writes it.
void appendDatetime(std::string& out, Datetime value)
{
    const std::string text = toText(value);
    const auto readBack = parseDatetime(text);
    if (readBack && *readBack == value)
        return appendCall(out, "datetime", text);
    out += R"({"__extn":{"fn":"offset","args":[)";
    appendCall(out, "datetime", "1970-01-01");
    out += ',';
    appendCall(out, "duration", toText(Duration{value.milliseconds}));
    out += "]}}";
}

void appendSet(std::string& out, const std::vector<Value>& elements)
{
    out += '[';
    for (const Value& element : elements) {
        if (&element != &elements.front())
            out += ',';
        append(out, element);
    }
    out += ']';
}

void appendRecord(std::string& out, const Attributes& attributes)
{
    out += '{';
    bool first = true;
    for (const auto& [name, value] : attributes) {
        if (!first)
            out += ',';
        first = false;
        out += jsonQuoted(name) + ':';
        append(out, value);
    }
    out += '}';
}

void append(std::string& out, const Value& value)
{
    switch (value.kind()) {
    case ValueKind::Bool:
        out += value.asBool() ? "true" : "false";
        return;
    case ValueKind::Long:
        out += std::to_string(value.asLong());
        return;
    case ValueKind::String:
        out += jsonQuoted(value.asString());
        return;
    case ValueKind::Entity:
        out += R"({"__entity":)";
        appendUid(out, value.asEntity());
        out += '}';
        return;
    case ValueKind::Set:
        return appendSet(out, value.asSet());
    case ValueKind::Record:
        return appendRecord(out, value.asRecord());
    case ValueKind::Decimal:
        return appendCall(out, "decimal", toText(value.asDecimal()));
    case ValueKind::IpAddress:
        return appendCall(out, "ip", toText(value.asIpAddress()));
    case ValueKind::Datetime:
        return appendDatetime(out, value.asDatetime());
    case ValueKind::Duration:
        return appendCall(out, "duration", toText(value.asDuration()));
    }
}

void appendEntity(std::string& out, const Entity& entity)
{
    out += R"({"uid":)";
    appendUid(out, entity.uid);
    out += R"(,"attrs":)";
    appendRecord(out, entity.attributes);
    out += R"(,"parents":[)";
    for (const EntityUid& parent : entity.parents) {
        if (&parent != &entity.parents.front())
            out += ',';
        appendUid(out, parent);
    }
    out += ']';
    if (!entity.tags.empty()) {
        out += R"(,"tags":)";
        appendRecord(out, entity.tags);
    }
    out += '}';
}

} // namespace

std::string toEntityJson(const Value& value)
{
    std::string out;
    append(out, value);
    return out;
}

std::string toEntityJson(std::span<const Entity> entities)
{
    std::string out = "[";
    for (const Entity& entity : entities) {
        out += &entity == &entities.front() ? "\n" : ",\n";
        appendEntity(out, entity);
    }
    out += entities.empty() ? "]\n" : "\n]\n";
    return out;
}

} // namespace remit::cedar
