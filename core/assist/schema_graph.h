// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/schema.h"

#include <string>
#include <vector>

namespace remit::assist {

/// A schema as boxes and arrows, for the diagram. Places say where in which file each stands.
struct SchemaGraph {
    enum class NodeKind : std::uint8_t { EntityType, EnumType, Action, ActionGroup, CommonType };
    struct Row {
        std::string name; ///< an attribute, an enum value, "tags" or a member of the context
        std::string type; ///< as the schema language writes it
        bool required = true;
        cedar::Place place;
        std::vector<std::size_t> entityTypes; ///< nodes that the type names
    };
    struct Node {
        NodeKind kind = NodeKind::EntityType;
        std::string id;   ///< unique: the type's full name, the action's uid, `type:NAME`
        std::string name; ///< without the namespace
        std::string space;
        std::string documentation; ///< `@doc`
        std::vector<Row> rows;
        cedar::Place place;
    };
    enum class EdgeKind : std::uint8_t {
        MemberOf,  ///< from the type or action to what it may be or is in
        Principal, ///< from the action to a type that may do it
        Resource,  ///< from the action to a type it may be done to
        Attribute, ///< from the owner of a row to an entity type that the row names
    };
    struct Edge {
        std::size_t from = 0; ///< index of a node
        std::size_t to = 0;
        EdgeKind kind = EdgeKind::MemberOf;
        std::size_t row = 0; ///< Attribute: the row of `from`
    };
    std::vector<Node> nodes; ///< entity types, then common types, then actions; each by name
    std::vector<Edge> edges; ///< by from, to and kind
};

[[nodiscard]] SchemaGraph schemaGraph(const cedar::Schema& schema);

} // namespace remit::assist
