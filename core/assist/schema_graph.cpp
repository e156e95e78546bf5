// SPDX-License-Identifier: Apache-2.0
#include "core/assist/schema_graph.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace remit::assist {
namespace {

using namespace cedar;
using Node = SchemaGraph::Node;
using Row = SchemaGraph::Row;
using EdgeKind = SchemaGraph::EdgeKind;

std::string documentation(const Annotations& annotations)
{
    const std::string* text = findAnnotation(annotations, "doc");
    return text == nullptr ? "" : *text;
}

class Graph {
public:
    explicit Graph(const Schema& schema) : m_schema(schema) {}

    SchemaGraph run()
    {
        nodes();
        for (const auto& [name, type] : m_schema.entityTypes()) {
            rowsOf(m_types.at(name), *type.shape);
            if (type.tags)
                add(m_types.at(name), {"tags", toText(*type.tags), false, type.place, {}},
                    *type.tags);
            for (const std::string& parent : type.memberOf)
                edgeToType(m_types.at(name), parent, EdgeKind::MemberOf);
        }
        commonTypes();
        for (const auto& [uid, action] : m_schema.actions())
            actionEdges(action);
        std::ranges::sort(m_graph.edges, [](const auto& a, const auto& b) {
            return std::tie(a.from, a.to, a.kind, a.row) < std::tie(b.from, b.to, b.kind, b.row);
        });
        return std::move(m_graph);
    }

private:
    std::size_t node(SchemaGraph::NodeKind kind, std::string id, std::string_view full,
                     const Annotations& annotations, const Place& place)
    {
        m_graph.nodes.push_back({kind,
                                 std::move(id),
                                 std::string(baseName(full)),
                                 std::string(namespaceOf(full)),
                                 documentation(annotations),
                                 {},
                                 place});
        return m_graph.nodes.size() - 1;
    }

    void nodes()
    {
        using Kind = SchemaGraph::NodeKind;
        for (const auto& [name, type] : m_schema.entityTypes()) {
            m_types[name] = node(type.isEnum() ? Kind::EnumType : Kind::EntityType, name, name,
                                 type.annotations, type.place);
            for (std::size_t at = 0; type.enumIds && at < type.enumIds->size(); ++at)
                m_graph.nodes.back().rows.push_back(
                    {(*type.enumIds)[at], {}, true, type.place, {}});
        }
        for (const auto& [name, type] : m_schema.commonTypes())
            m_commons[name] =
                node(Kind::CommonType, "type:" + name, name, type.annotations, type.place);
        for (const auto& [uid, action] : m_schema.actions()) {
            m_actions[uid] = node(action.appliesToNothing() ? Kind::ActionGroup : Kind::Action,
                                  toText(uid), uid.type, action.annotations, action.place);
            m_graph.nodes.back().name = uid.id;
        }
    }

    /// The entity types that a type names, without those in records: these have rows of their own.
    void named(const Type& type, std::vector<std::size_t>& found) const
    {
        if (type.kind == TypeKind::Set)
            return named(*type.element, found);
        if (type.kind == TypeKind::Entity) {
            const auto known = m_types.find(type.entityType);
            if (known != m_types.end())
                found.push_back(known->second);
        }
        for (const auto& [name, attribute] : type.attributes)
            named(*attribute.type, found);
    }

    void add(std::size_t owner, Row row, const Type& type)
    {
        named(type, row.entityTypes);
        std::ranges::sort(row.entityTypes);
        row.entityTypes.erase(std::unique(row.entityTypes.begin(), row.entityTypes.end()),
                              row.entityTypes.end());
        const std::size_t index = m_graph.nodes[owner].rows.size();
        for (const std::size_t target : row.entityTypes)
            m_graph.edges.push_back({owner, target, EdgeKind::Attribute, index});
        m_graph.nodes[owner].rows.push_back(std::move(row));
    }

    void rowsOf(std::size_t owner, const Type& record)
    {
        for (const auto& [name, attribute] : record.attributes)
            add(owner, {name, toText(*attribute.type), attribute.required, attribute.place, {}},
                *attribute.type);
    }

    void commonTypes()
    {
        for (const auto& [name, common] : m_schema.commonTypes()) {
            if (!common.type)
                continue;
            const std::size_t owner = m_commons.at(name);
            if (common.type->kind == TypeKind::Record)
                rowsOf(owner, *common.type);
            else
                add(owner, {{}, toText(*common.type), true, common.place, {}}, *common.type);
        }
    }

    void edgeToType(std::size_t from, const std::string& type, EdgeKind kind)
    {
        const auto known = m_types.find(type);
        if (known != m_types.end())
            m_graph.edges.push_back({from, known->second, kind, 0});
    }

    void actionEdges(const Action& action)
    {
        const std::size_t from = m_actions.at(action.uid);
        for (const EntityUid& parent : action.memberOf) {
            const auto known = m_actions.find(parent);
            if (known != m_actions.end())
                m_graph.edges.push_back({from, known->second, EdgeKind::MemberOf, 0});
        }
        for (const std::string& type : action.principals)
            edgeToType(from, type, EdgeKind::Principal);
        for (const std::string& type : action.resources)
            edgeToType(from, type, EdgeKind::Resource);
        if (!action.appliesToNothing())
            rowsOf(from, *action.context);
    }

    const Schema& m_schema;
    SchemaGraph m_graph;
    std::map<std::string, std::size_t> m_types;
    std::map<std::string, std::size_t> m_commons;
    std::map<EntityUid, std::size_t> m_actions;
};

} // namespace

SchemaGraph schemaGraph(const Schema& schema)
{
    return Graph(schema).run();
}

} // namespace remit::assist
