// SPDX-License-Identifier: Apache-2.0
#include "core/authority/difference.h"

#include <map>

namespace remit::authority {
namespace {

template <class T>
using ById = std::map<std::string, const T*>;

ById<Node> nodesOf(const Graph& graph)
{
    ById<Node> result;
    for (const Node& node : graph.nodes)
        result.emplace(std::string(name(node.kind)) + ' ' + node.id, &node);
    return result;
}

ById<Edge> grantsOf(const Graph& graph)
{
    ById<Edge> result;
    for (const Edge& edge : graph.edges) {
        if (edge.kind == EdgeKind::Delegation)
            result.emplace(edge.grant, &edge);
    }
    return result;
}

/// Walks both in the order of their keys.
template <class T, class Removed, class Added, class Both>
void compare(const ById<T>& before, const ById<T>& after, Removed removed, Added added, Both both)
{
    for (const auto& [id, value] : before) {
        const auto other = after.find(id);
        if (other == after.end())
            removed(*value);
        else
            both(*value, *other->second);
    }
    for (const auto& [id, value] : after) {
        if (!before.contains(id))
            added(*value);
    }
}

} // namespace

GraphDifference differenceOf(const Graph& before, const Graph& after)
{
    GraphDifference result;
    compare(
        nodesOf(before), nodesOf(after),
        [&](const Node& node) { result.removedNodes.push_back(node.id); },
        [&](const Node& node) { result.addedNodes.push_back(node.id); },
        [&](const Node& a, const Node& b) {
            if (a.surface != b.surface)
                result.changedNodes.push_back({a.id, a.surface, b.surface});
        });
    compare(
        grantsOf(before), grantsOf(after),
        [&](const Edge& edge) { result.removedGrants.push_back(edge.grant); },
        [&](const Edge& edge) { result.addedGrants.push_back(edge.grant); },
        [&](const Edge& a, const Edge& b) {
            if (a.state != b.state || a.given != b.given)
                result.changedGrants.push_back({a.grant, a.state, b.state, a.given, b.given});
        });
    return result;
}

} // namespace remit::authority
