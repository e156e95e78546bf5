// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/entities/escape_function.h"
#include "core/cedar/entities/json_escape.h"
#include "core/cedar/entities/value_reader.h"
#include "core/cedar/schema/types.h"

#include <fmt/format.h>

namespace remit::cedar {
namespace {

std::string_view constructorOf(ExtensionType type)
{
    return type == ExtensionType::IpAddress ? "ip" : extensionTypeName(type);
}

std::string unknownAttributeHelp(const std::string& written, const Type& type)
{
    std::vector<std::string> names;
    for (const auto& [name, attribute] : type.attributes)
        names.push_back(name);
    const auto meant = nearest(written, names);
    if (meant)
        return fmt::format("did you mean \"{}\"?", *meant);
    return names.empty() ? "the schema declares none here" : "declared: " + joined(names, ", ");
}

} // namespace

std::optional<Value> ValueReader::typed(const JsonValue& json, const Type& type)
{
    switch (type.kind) {
    case TypeKind::Entity:
        return typedEntity(json);
    case TypeKind::Extension:
        return typedExtension(json, type);
    case TypeKind::Record:
        return typedRecord(json, type);
    case TypeKind::Set:
        if (json.isArray())
            return set(json, type.element.get());
        report("entities/type-mismatch", json.span,
               fmt::format("the schema says {}, this is {}", toText(type), jsonKindName(json.kind)),
               "put it into brackets if it is a set of one element");
        return std::nullopt;
    default:
        return untyped(json);
    }
}

std::optional<Value> ValueReader::typedEntity(const JsonValue& json)
{
    auto name = uid(json);
    return name ? std::optional(Value::entity(std::move(*name))) : std::nullopt;
}

std::optional<Value> ValueReader::typedRecord(const JsonValue& json, const Type& type)
{
    if (!json.isObject()) {
        report(
            "entities/type-mismatch", json.span,
            fmt::format("the schema says {}, this is {}", toText(type), jsonKindName(json.kind)));
        return std::nullopt;
    }
    Attributes attributes;
    bool whole = true;
    for (const JsonMember& member : json.members) {
        const auto declared = type.attributes.find(member.key);
        if (declared == type.attributes.end()) {
            report("entities/unexpected-attribute", member.keySpan,
                   fmt::format("the schema declares no attribute \"{}\" here", shown(member.key)),
                   unknownAttributeHelp(member.key, type));
            whole = false;
            continue;
        }
        auto value = typed(member.value, *declared->second.type);
        whole = whole && value;
        if (value)
            attributes.insert_or_assign(member.key, std::move(*value));
    }
    for (const auto& [name, attribute] : type.attributes) {
        if (!attribute.required || json.find(name))
            continue;
        report("entities/missing-attribute", {json.span.begin, json.span.begin + 1},
               fmt::format("the attribute \"{}\" is missing", shown(name)),
               fmt::format("add it; the schema says {}", toText(*attribute.type)));
        whole = false;
    }
    return whole ? std::optional(Value::record(std::move(attributes))) : std::nullopt;
}

std::optional<Value> ValueReader::typedExtension(const JsonValue& json, const Type& type)
{
    const JsonValue* expr = json.find("__expr");
    if (expr && expr->isString())
        return rejectExpr(json);
    const JsonValue* escape = json.find("__extn");
    if (escape && hasCallParts(*escape))
        return extension(*escape, true);
    if (hasCallParts(json))
        return extension(json, true);
    auto argument = untyped(json);
    if (!argument)
        return std::nullopt;
    return called(*findEscapeFunction(constructorOf(type.extension)), {*argument}, json.span);
}

} // namespace remit::cedar
