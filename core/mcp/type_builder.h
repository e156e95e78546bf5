// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/cedar/schema/tree.h"
#include "core/mcp/schema_generator.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace remit::mcp {

using Path = std::vector<std::string>;

/// An entity type made from a part of a tool's schema. `scope` is its namespace below the base one.
struct MadeEntity {
    Path scope;
    std::string name;
    std::vector<std::string> enumIds; ///< an enumeration when not empty
    std::vector<cedar::SchemaAttribute> attributes;
    std::optional<cedar::SchemaType> tags;
};

/// A common type made from a `$defs` entry that is no object and no enumeration.
struct MadeCommonType {
    Path scope;
    std::string name;
    cedar::SchemaType type;
};

/// Everything that the tools together need.
struct MadeTypes {
    std::vector<MadeEntity> entities;
    std::vector<MadeCommonType> commonTypes;
    std::set<std::string> opaque; ///< Null, Number, Float, Unknown: types without content
    std::vector<Loss> losses;
};

/// Turns the JSON Schema of one tool's input or output into Cedar types.
class TypeBuilder {
public:
    TypeBuilder(std::string tool, std::string baseNamespace, const GeneratorOptions& options,
                MadeTypes& made);

    /// The record of the schema's properties. `side` is "Input" or "Output".
    cedar::SchemaType record(const JsonValue& root, const std::string& side);

private:
    struct Place {
        Path scope;          ///< namespace in which a nested type is made
        std::string name;    ///< the nested type's name
        std::string pointer; ///< JSON Pointer, for losses
    };

    cedar::SchemaType typeOf(const JsonValue& schema, const Place& place);
    cedar::SchemaType typeNamed(const std::string& type, const JsonValue& schema,
                                const Place& place);
    cedar::SchemaType stringType(const JsonValue& schema, const Place& place);
    cedar::SchemaType numberType(const char* opaqueName, const Place& place);
    cedar::SchemaType arrayType(const JsonValue& schema, const Place& place);
    cedar::SchemaType objectType(const JsonValue& schema, const Place& place);
    cedar::SchemaType unionOf(const std::vector<const JsonValue*>& choices, const Place& place,
                              const std::string& keyword);
    cedar::SchemaType typeList(const JsonValue& schema, const JsonValue& types, const Place& place);
    cedar::SchemaType enumeration(const JsonValue& values, const Place& place);
    cedar::SchemaType reference(const JsonValue& target, const Place& place);
    cedar::SchemaType opaque(const std::string& name);
    std::vector<cedar::SchemaAttribute> attributesOf(const JsonValue& schema, const Place& place);
    std::optional<cedar::SchemaType> tagsOf(const JsonValue& schema, const Place& place);
    void define(const JsonValue& definitions, const std::string& side, const std::string& pointer);
    void noteLosses(const JsonValue& schema, const Place& place);
    void lose(const Place& place, std::string what);
    MadeEntity& addEntity(const Place& place);
    [[nodiscard]] std::string fullName(const Path& scope, const std::string& name) const;

    std::string m_tool;
    std::string m_base;
    const GeneratorOptions& m_options;
    MadeTypes& m_made;
    const JsonValue* m_root = nullptr;
    std::map<std::string, std::string> m_definitions; ///< "#/$defs/X" to the type's full name
    std::set<std::string> m_expanding; ///< references being expanded in place (records)
};

/// A Cedar identifier near to the text: other characters become `_`; reserved words get one added.
[[nodiscard]] std::string identifierFor(std::string_view text);
[[nodiscard]] cedar::SchemaType namedType(std::string name);

} // namespace remit::mcp
