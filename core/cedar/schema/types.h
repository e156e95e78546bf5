// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/place.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Cedar's types, resolved: no common-type names are left in them. Immutable and shared.
namespace remit::cedar {

enum class ExtensionType : std::uint8_t { Decimal, IpAddress, Datetime, Duration };

/// `decimal`, `ipaddr`, `datetime`, `duration`: the name of the type in schemas.
[[nodiscard]] std::string_view extensionTypeName(ExtensionType type);
[[nodiscard]] std::optional<ExtensionType> extensionTypeOf(std::string_view name);

enum class TypeKind : std::uint8_t {
    // What a schema can say
    Bool,
    Long,
    String,
    Set,
    Record,
    Entity,
    Extension,
    // What only the validator infers
    True,      ///< a Bool known to be true
    False,     ///< a Bool known to be false
    Never,     ///< below every type: the elements of `[]`
    AnyEntity, ///< an entity of a type not known
};

struct Type;
using TypePtr = std::shared_ptr<const Type>;

/// One attribute of a record or entity type.
struct AttributeType {
    TypePtr type;
    bool required = true;
    /// Where it is declared; shared by all users of a common type.
    Place place;
    /// Annotations of the declaration, such as `@doc("…")`; may be null.
    std::shared_ptr<const Annotations> annotations;
};
using AttributeTypes = std::map<std::string, AttributeType, std::less<>>;

struct Type {
    TypeKind kind = TypeKind::Bool;
    ExtensionType extension = ExtensionType::Decimal; ///< Extension
    TypePtr element;                                  ///< Set
    AttributeTypes attributes;                        ///< Record
    std::string entityType;                           ///< Entity: its full name

    [[nodiscard]] bool isBoolean() const
    {
        return kind == TypeKind::Bool || kind == TypeKind::True || kind == TypeKind::False;
    }

    // Shared instances of the types without parts.
    [[nodiscard]] static TypePtr boolean();
    [[nodiscard]] static TypePtr boolean(bool known);
    [[nodiscard]] static TypePtr integer();
    [[nodiscard]] static TypePtr string();
    [[nodiscard]] static TypePtr never();
    [[nodiscard]] static TypePtr anyEntity();
    [[nodiscard]] static TypePtr extensionOf(ExtensionType type);

    [[nodiscard]] static TypePtr setOf(TypePtr element);
    [[nodiscard]] static TypePtr record(AttributeTypes attributes);
    [[nodiscard]] static TypePtr entity(std::string name);
};

/// The same type: places and annotations of attributes do not count.
[[nodiscard]] bool sameType(const Type& a, const Type& b);

/// As the schema language writes it: `Set<Long>`, `{a: Long, b?: String}`, `User`. The validator's
/// own types read `True`, `False`, `Never`, `any entity`.
[[nodiscard]] std::string toText(const Type& type);

} // namespace remit::cedar
