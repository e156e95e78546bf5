// SPDX-License-Identifier: Apache-2.0
#include "core/authority/graph.h"

#include "core/authority/graph_builder.h"

#include <algorithm>

namespace remit::authority {

std::optional<NodeIndex> Graph::find(std::string_view id) const
{
    const auto found =
        std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) { return node.id == id; });
    if (found == nodes.end())
        return std::nullopt;
    return static_cast<NodeIndex>(found - nodes.begin());
}

std::optional<EdgeIndex> Graph::findGrant(std::string_view id) const
{
    const auto found = std::find_if(edges.begin(), edges.end(), [&](const Edge& edge) {
        return edge.kind == EdgeKind::Delegation && edge.grant == id;
    });
    if (found == edges.end())
        return std::nullopt;
    return static_cast<EdgeIndex>(found - edges.begin());
}

std::vector<std::vector<EdgeIndex>> Graph::outgoing() const
{
    std::vector<std::vector<EdgeIndex>> lists(nodes.size());
    for (EdgeIndex i = 0; i < edges.size(); ++i)
        lists[edges[i].from].push_back(i);
    return lists;
}

std::vector<std::vector<EdgeIndex>> Graph::incoming() const
{
    std::vector<std::vector<EdgeIndex>> lists(nodes.size());
    for (EdgeIndex i = 0; i < edges.size(); ++i)
        lists[edges[i].to].push_back(i);
    return lists;
}

Result<Graph> buildGraph(Reaches& reaches, const History& history, Instant time,
                         const GraphOptions& options, const JobControl& job)
{
    GraphBuilder builder(reaches, history, time);
    if (!builder.addDelegations(job))
        return failure(ErrorCode::Cancelled, "Building the delegation graph was stopped.");
    if (options.uses)
        builder.addUses();
    if (options.memberships)
        builder.addMemberships();
    return builder.finish();
}

std::string_view name(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Human:
        return "human";
    case NodeKind::ServiceAccount:
        return "service-account";
    case NodeKind::Agent:
        return "agent";
    case NodeKind::Group:
        return "group";
    case NodeKind::Tool:
        return "tool";
    case NodeKind::Data:
        return "data";
    }
    return "data";
}

std::string_view name(EdgeKind kind)
{
    switch (kind) {
    case EdgeKind::Delegation:
        return "delegation";
    case EdgeKind::Use:
        return "use";
    case EdgeKind::Membership:
        return "membership";
    }
    return "delegation";
}

std::string_view name(EdgeState state)
{
    switch (state) {
    case EdgeState::Active:
        return "active";
    case EdgeState::NotYet:
        return "not-yet";
    case EdgeState::Ended:
        return "ended";
    case EdgeState::Broken:
        return "broken";
    }
    return "broken";
}

} // namespace remit::authority
