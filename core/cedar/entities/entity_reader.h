// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/entities/entity_json.h"
#include "core/cedar/entities/value_reader.h"

namespace remit::cedar {

struct ConformanceError;
struct EntityType;

/// Reads the entities of one document, one after the other.
class EntityReader {
public:
    EntityReader(std::string_view file, Diagnostics& diagnostics, const Schema* schema);

    /// `{uid, attrs, parents, tags?}`; with a schema, checked against it.
    [[nodiscard]] std::optional<Entity> entity(const JsonValue& json);

    /// The object's members as values, untyped or by that record type.
    [[nodiscard]] std::optional<Attributes> attributes(const JsonValue& json, const Type* shape);

    ValueReader& values() { return m_values; }

private:
    const JsonValue* member(const JsonValue& json, std::string_view key, JsonKind kind,
                            bool required);
    std::optional<std::vector<EntityUid>> parents(const JsonValue& json, const EntityUid& child);
    std::optional<Attributes> tags(const JsonValue& json, const EntityType* type);
    bool declared(const EntityUid& uid, const JsonValue& json);
    void unknownMembers(const JsonValue& json);
    bool conforms(const Entity& entity, const JsonValue& json);
    Span placeOf(const ConformanceError& error, const JsonValue& json) const;

    ValueReader m_values;
    const Schema* m_schema;
};

} // namespace remit::cedar
