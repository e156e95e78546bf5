// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/entity_reader.h"

#include "core/base/text.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/validate/conformance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace remit::cedar {
namespace {

std::vector<std::string> namesOf(const AttributeTypes& attributes)
{
    std::vector<std::string> names;
    for (const auto& [name, attribute] : attributes)
        names.push_back(name);
    return names;
}

std::string didYouMean(std::string_view written, const std::vector<std::string>& known)
{
    const auto meant = nearest(written, known);
    return meant ? fmt::format("did you mean \"{}\"?", *meant) : std::string();
}

} // namespace

EntityReader::EntityReader(std::string_view file, Diagnostics& diagnostics, const Schema* schema)
    : m_values(file, diagnostics), m_schema(schema)
{}

std::optional<Entity> EntityReader::entity(const JsonValue& json)
{
    if (!json.isObject()) {
        m_values.report("entities/not-an-entity", json.span,
                        fmt::format("an entity is an object, this is {}", jsonKindName(json.kind)),
                        R"(write {"uid": {"type": …, "id": …}, "attrs": {}, "parents": []})");
        return std::nullopt;
    }
    unknownMembers(json);
    const JsonValue* uidJson = json.find("uid");
    if (!uidJson)
        (void)member(json, "uid", JsonKind::Object, true);
    const JsonValue* attributesJson = member(json, "attrs", JsonKind::Object, true);
    const JsonValue* parentsJson = member(json, "parents", JsonKind::Array, true);
    auto uid = uidJson ? m_values.uid(*uidJson) : std::nullopt;
    if (!uid || !attributesJson || !parentsJson || !declared(*uid, *uidJson))
        return std::nullopt;

    const EntityType* type = m_schema ? m_schema->entityType(uid->type) : nullptr;
    auto attributes = this->attributes(*attributesJson, type ? type->shape.get() : nullptr);
    auto parents = this->parents(*parentsJson, *uid);
    auto tags = this->tags(json, type);
    if (!attributes || !parents || !tags)
        return std::nullopt;
    Entity entity{std::move(*uid), std::move(*attributes), std::move(*parents), std::move(*tags)};
    // Actions are looked at when all are read: their parents' parents count.
    if (type && !conforms(entity, json))
        return std::nullopt;
    return entity;
}

void EntityReader::unknownMembers(const JsonValue& json)
{
    static constexpr std::array<std::string_view, 4> kKnown{"uid", "attrs", "parents", "tags"};
    for (const JsonMember& member : json.members) {
        if (std::find(kKnown.begin(), kKnown.end(), member.key) == kKnown.end())
            m_values.warn(
                "entities/unknown-member", member.keySpan,
                fmt::format("an entity has no member \"{}\"; it is ignored", shown(member.key)),
                "the members are uid, attrs, parents and tags");
    }
}

const JsonValue* EntityReader::member(const JsonValue& json, std::string_view key, JsonKind kind,
                                      bool required)
{
    const JsonValue* value = json.find(key);
    if (!value && required)
        m_values.report("entities/missing-member", {json.span.begin, json.span.begin + 1},
                        fmt::format("this entity has no member \"{}\"", key),
                        fmt::format("add \"{}\", if need be empty", key));
    if (!value || value->kind == kind)
        return value;
    m_values.report("entities/wrong-kind", value->span,
                    fmt::format("\"{}\" of an entity is {}, this is {}", key, jsonKindName(kind),
                                jsonKindName(value->kind)));
    return nullptr;
}

std::optional<Attributes> EntityReader::attributes(const JsonValue& json, const Type* shape)
{
    Attributes read;
    bool whole = true;
    for (const JsonMember& member : json.members) {
        const Type* type = nullptr;
        if (shape) {
            const auto found = shape->attributes.find(member.key);
            if (found == shape->attributes.end()) {
                m_values.report(
                    "entities/unexpected-attribute", member.keySpan,
                    fmt::format("the schema declares no attribute \"{}\" here", shown(member.key)),
                    didYouMean(member.key, namesOf(shape->attributes)));
                whole = false;
                continue;
            }
            type = found->second.type.get();
        }
        auto value = type ? m_values.typed(member.value, *type) : m_values.untyped(member.value);
        whole = whole && value;
        if (value)
            read.insert_or_assign(read.end(), member.key, std::move(*value));
    }
    return whole ? std::optional(std::move(read)) : std::nullopt;
}

std::optional<std::vector<EntityUid>> EntityReader::parents(const JsonValue& json,
                                                            const EntityUid& child)
{
    std::vector<EntityUid> read;
    read.reserve(json.items.size());
    bool whole = true;
    for (const JsonValue& item : json.items) {
        auto parent = m_values.uid(item);
        if (parent && isActionTypeName(child.type) && !isActionTypeName(parent->type)) {
            m_values.report("entities/action-parent", item.span,
                            fmt::format("{} is no action, and a parent of an action must be one",
                                        toText(*parent)));
            whole = false;
        }
        whole = whole && parent;
        if (parent)
            read.push_back(std::move(*parent));
    }
    return whole ? std::optional(std::move(read)) : std::nullopt;
}

std::optional<Attributes> EntityReader::tags(const JsonValue& json, const EntityType* type)
{
    const JsonMember* found = json.findMember("tags");
    if (!found)
        return Attributes{};
    const JsonValue* object = member(json, "tags", JsonKind::Object, false);
    if (!object)
        return std::nullopt;
    if (!type)
        return attributes(*object, nullptr);
    if (!type->tags && !object->members.empty()) {
        m_values.report("entities/unexpected-tag", found->keySpan,
                        fmt::format("the schema gives entities of type {} no tags", type->name),
                        "remove them, or declare `tags` in the schema");
        return std::nullopt;
    }
    Attributes read;
    bool whole = true;
    for (const JsonMember& tag : object->members) {
        auto value = m_values.typed(tag.value, *type->tags);
        whole = whole && value;
        if (value)
            read.insert_or_assign(tag.key, std::move(*value));
    }
    return whole ? std::optional(std::move(read)) : std::nullopt;
}

bool EntityReader::declared(const EntityUid& uid, const JsonValue& json)
{
    if (!m_schema || m_schema->entityType(uid.type) || isActionTypeName(uid.type))
        return true;
    std::vector<std::string> names;
    for (const auto& [name, type] : m_schema->entityTypes())
        names.push_back(name);
    m_values.report("entities/undeclared-type", json.span,
                    fmt::format("the schema declares no entity type {}", uid.type),
                    didYouMean(uid.type, names));
    return false;
}

bool EntityReader::conforms(const Entity& entity, const JsonValue& json)
{
    const auto errors = checkEntity(entity, *m_schema);
    for (const ConformanceError& error : errors)
        m_values.report(std::string(codeOf(error.kind)), placeOf(error, json), error.message,
                        error.help);
    return errors.empty();
}

Span EntityReader::placeOf(const ConformanceError& error, const JsonValue& json) const
{
    if (error.kind == ConformanceErrorKind::InvalidAncestorType)
        return json.find("parents")->span;
    if (!error.attribute.empty()) {
        for (const char* part : {"attrs", "tags"}) {
            const JsonValue* object = json.find(part);
            const JsonValue* value = object ? object->find(error.attribute) : nullptr;
            if (value)
                return value->span;
        }
    }
    return json.find("uid")->span;
}

} // namespace remit::cedar
