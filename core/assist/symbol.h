// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <string>
#include <string_view>
#include <vector>

namespace remit::assist {

/// Something that has a name and is named in several places.
struct Symbol {
    enum class Kind : std::uint8_t {
        EntityType, ///< `name` is the full one
        CommonType, ///< likewise
        Action,     ///< `type` and `name` are the uid
        Entity,     ///< likewise; also the values of enum types
        Attribute,  ///< known by the place of its declaration: `file` and `place`
        Policy,     ///< static policy or template of the workspace
        Link,
        Task,
    };
    Kind kind = Kind::EntityType;
    std::string name;
    std::string type;
    std::string file;
    Span place;

    auto operator<=>(const Symbol&) const = default;
};

[[nodiscard]] std::string_view kindName(Symbol::Kind kind); ///< "entity type" …

/// How a name is written at a place, and so how another one would be.
enum class Spelling : std::uint8_t {
    Name,        ///< an identifier, as it is
    CedarString, ///< inside the quotes of a Cedar string
    SchemaId,    ///< an identifier, or a string with its quotes where it is none
    JsonString,  ///< inside the quotes of a JSON string
    CedarInJson, ///< inside a Cedar string in a JSON string: `"User::\"alice\""`
};

/// One place where a symbol is named.
struct Occurrence {
    Symbol symbol;
    Span span;  ///< of the name alone: of a path its last part, of a string what is in it
    Span whole; ///< of the path, uid, policy or declaration around it
    Spelling spelling = Spelling::Name;
    bool declaration = false;
};

/// All of a file, by place. A place may name several symbols: `principal.level`, where principals
/// of two types have a level of their own.
[[nodiscard]] std::vector<Occurrence> occurrencesIn(const Model& model, const ModelFile& file);

/// Those whose span holds the offset or ends there.
[[nodiscard]] std::vector<Occurrence> occurrencesAt(const Model& model, const ModelFile& file,
                                                    std::uint32_t offset);

/// Every place of the workspace that names the symbol.
struct FoundOccurrence {
    const ModelFile* file = nullptr;
    Occurrence occurrence;
};
[[nodiscard]] std::vector<FoundOccurrence> findOccurrences(const Model& model,
                                                           const Symbol& symbol);

/// The symbol of a uid: an action where the schema has one of that name, else an entity.
[[nodiscard]] Symbol symbolOf(const Model& model, const cedar::EntityUid& uid);
[[nodiscard]] Symbol symbolOf(const std::string& name, const cedar::AttributeType& attribute);

// The parts of occurrencesIn, one for each language.
void addPolicyOccurrences(const Model& model, const ModelFile& file,
                          std::vector<Occurrence>& found);
/// Of the policies that hold the offset or end there only: each policy is checked for its types.
void addPolicyOccurrences(const Model& model, const ModelFile& file, std::uint32_t offset,
                          std::vector<Occurrence>& found);
void addSchemaOccurrences(const Model& model, const ModelFile& file,
                          std::vector<Occurrence>& found);
void addJsonOccurrences(const Model& model, const ModelFile& file, std::vector<Occurrence>& found);

} // namespace remit::assist
