// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/generator/random.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A random schema: what the generator of policies, entities and requests knows of types.
namespace remit::test {

enum class Kind { Bool, Long, String, Entity, Set, Record, Decimal, Ip, Datetime, Duration };
inline constexpr int kKinds = 10;

struct Shape;
using ShapePtr = std::shared_ptr<const Shape>;

struct Attribute {
    std::string name;
    ShapePtr type;
    bool required = true;
};

/// A type.
struct Shape {
    Kind kind = Kind::Bool;
    std::string entity;                ///< Entity
    ShapePtr element;                  ///< Set
    std::vector<Attribute> attributes; ///< Record
};

[[nodiscard]] ShapePtr shapeOf(Kind kind);
[[nodiscard]] ShapePtr entityShape(std::string type);
[[nodiscard]] bool sameShape(const Shape& a, const Shape& b);
/// As the schema language writes it.
[[nodiscard]] std::string shapeText(const Shape& shape);
/// A name after a dot, or in brackets where it is no identifier.
[[nodiscard]] std::string accessText(const std::string& name);
[[nodiscard]] std::string quotedText(std::string_view text);

struct EntityKind {
    std::string name;
    std::vector<std::string> parents; ///< types
    ShapePtr attributes;              ///< a record
    ShapePtr tags;                    ///< null: none
    std::vector<std::string> enumIds; ///< empty: no enum
};

struct ActionKind {
    std::string id;
    std::vector<std::string> groups; ///< ids of other actions
    std::vector<std::string> principals;
    std::vector<std::string> resources; ///< both empty: a group
    ShapePtr context;
};

struct World {
    std::vector<EntityKind> entities;
    std::vector<ActionKind> actions;

    [[nodiscard]] const EntityKind& entity(std::string_view name) const;
    [[nodiscard]] std::string schemaText() const;
};

[[nodiscard]] World makeWorld(Random& random);
/// A type that the schema can say; `depth` bounds sets and records in it.
[[nodiscard]] ShapePtr makeShape(Random& random, const World& world, int depth);

} // namespace remit::test
