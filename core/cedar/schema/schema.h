// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/schema/tree.h"
#include "core/cedar/schema/types.h"
#include "core/cedar/values/entity_uid.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace remit::cedar {

/// A declared entity type.
struct EntityType {
    std::string name;                  ///< full: `Org::User`
    std::vector<std::string> memberOf; ///< as declared: direct, sorted, without duplicates
    TypePtr shape;                     ///< a record; empty when none is declared
    TypePtr tags;                      ///< of each tag's value; null: entities have no tags
    std::optional<std::vector<std::string>> enumIds; ///< the only ids there are
    Annotations annotations;
    Place place;
    /// Types whose entities may be `in` one of this type (transitive, never itself by mere
    /// reflexivity; it is in here when the declaration says so).
    std::set<std::string, std::less<>> descendants;

    [[nodiscard]] bool isEnum() const { return enumIds.has_value(); }
    /// May the enum have this id? True for types that are no enum.
    [[nodiscard]] bool allowsId(std::string_view id) const;
};

/// A declared action.
struct Action {
    EntityUid uid;
    std::vector<EntityUid> memberOf;               ///< as declared, sorted
    std::set<std::string, std::less<>> principals; ///< full type names
    std::set<std::string, std::less<>> resources;
    TypePtr context; ///< a record; empty when none is declared
    Annotations annotations;
    Place place;
    std::set<EntityUid> ancestors;   ///< transitive, without itself
    std::set<EntityUid> descendants; ///< transitive, without itself

    /// No request can have it: it is there to group others.
    [[nodiscard]] bool appliesToNothing() const { return principals.empty() || resources.empty(); }
};

/// A declared common type, for hover and "go to definition"; resolved types name none.
struct CommonType {
    std::string name; ///< full
    TypePtr type;
    Annotations annotations;
    Place place;
};

/// A resolved schema: immutable, shared between threads by `std::shared_ptr<const Schema>`.
class Schema {
public:
    using EntityTypes = std::map<std::string, EntityType, std::less<>>;
    using Actions = std::map<EntityUid, Action>;
    using CommonTypes = std::map<std::string, CommonType, std::less<>>;

    [[nodiscard]] const EntityTypes& entityTypes() const { return m_entityTypes; }
    [[nodiscard]] const Actions& actions() const { return m_actions; }
    [[nodiscard]] const CommonTypes& commonTypes() const { return m_commonTypes; }
    [[nodiscard]] const std::set<std::string, std::less<>>& actionTypes() const
    {
        return m_actionTypes;
    }

    [[nodiscard]] const EntityType* entityType(std::string_view name) const;
    [[nodiscard]] const Action* action(const EntityUid& uid) const;
    [[nodiscard]] const CommonType* commonType(std::string_view name) const;
    /// The type of a declared action's uid (`NS::Action`)?
    [[nodiscard]] bool isActionType(std::string_view name) const;
    /// The record of the type's attributes; action types have none. Null: not declared.
    [[nodiscard]] TypePtr attributesOf(std::string_view entityType) const;

    /// May an entity of type `descendant` be `in` one of type `ancestor`? True for the same type.
    [[nodiscard]] bool mayBeIn(std::string_view descendant, std::string_view ancestor) const;
    /// Is the action `in` the ancestor? True for itself.
    [[nodiscard]] bool isActionIn(const EntityUid& action, const EntityUid& ancestor) const;

private:
    friend class SchemaBuilder;

    EntityTypes m_entityTypes;
    Actions m_actions;
    CommonTypes m_commonTypes;
    std::set<std::string, std::less<>> m_actionTypes;
};

/// The basename of every action's type.
inline constexpr std::string_view kActionTypeName = "Action";

/// Does the type's last part read `Action`?
[[nodiscard]] bool isActionTypeName(std::string_view typeName);

struct ResolvedSchema {
    /// Never null. With errors it holds what could be resolved, for completion and hover; only a
    /// schema without errors may be used to validate.
    std::shared_ptr<const Schema> schema;
    Diagnostics diagnostics; ///< of the documents and of resolving, codes schema/… and json/…

    bool valid = false; ///< no errors, counted before the diagnostics were bounded

    [[nodiscard]] bool ok() const { return valid; }
};

/// Resolves the names of one schema that lies in one or several documents, which see one another.
[[nodiscard]] ResolvedSchema resolveSchema(std::span<const SchemaDocument> documents);

/// Parses either format and resolves it: for a schema in a single file.
[[nodiscard]] ResolvedSchema readSchema(std::string_view text, std::string_view file = {});

} // namespace remit::cedar
