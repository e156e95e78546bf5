// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/strict_json.h"
#include "core/cedar/entities/entity_store.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Entity JSON and context JSON (Cedar 4.5): `{uid, attrs, parents, tags?}`, values with the
/// escapes `__entity` and `__extn`.
namespace remit::cedar {

class Schema;

struct ParsedEntities {
    std::vector<Entity> entities; ///< those that could be read; of equal ones, the first
    std::vector<Span> spans;      ///< of each entity in the text; empty for those of the schema
    Diagnostics diagnostics;      ///< codes entities/… and json/…
};

/// With a schema the escapes are implicit where the declared type says so, the entities are checked
/// against it, and its action entities are added.
[[nodiscard]] ParsedEntities parseEntities(std::string_view text, std::string_view file = {},
                                           const Schema* schema = nullptr);
[[nodiscard]] ParsedEntities parseEntities(const JsonValue& array, std::string_view file = {},
                                           const Schema* schema = nullptr);

/// `{type,id}`, `{"__entity":{type,id}}`, or (where `textForm`) Cedar text `T::"id"`.
[[nodiscard]] std::optional<EntityUid> readUid(const JsonValue& value, std::string_view file,
                                               Diagnostics& diagnostics, bool textForm = false);

/// A value in entity JSON syntax, without a schema.
[[nodiscard]] std::optional<Value> readValue(const JsonValue& value, std::string_view file,
                                             Diagnostics& diagnostics);

/// A context: an object whose members are values. With a schema, typed by that action's
/// declaration.
[[nodiscard]] std::optional<Value> readContext(const JsonValue& object, std::string_view file,
                                               Diagnostics& diagnostics,
                                               const Schema* schema = nullptr,
                                               const EntityUid* action = nullptr);

/// Entity JSON of a value and of entities, with explicit escapes; what it writes reads back as the
/// same. (One value cannot be said in entity JSON: a record that looks like an escape, such as
/// `{"__entity": {"type": "T", "id": "x"}}`. It is written as it is.)
[[nodiscard]] std::string toEntityJson(const Value& value);
[[nodiscard]] std::string toEntityJson(std::span<const Entity> entities);

} // namespace remit::cedar
