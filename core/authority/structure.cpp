// SPDX-License-Identifier: Apache-2.0
#include "core/authority/structure.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>

namespace remit::authority {
namespace {

using Net = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

bool isFault(const Chain& chain, ChainFault::Kind kind)
{
    return chain.fault && chain.fault->kind == kind;
}

} // namespace

std::vector<std::vector<NodeIndex>> delegationCycles(const Graph& graph)
{
    Net net(graph.nodes.size());
    std::vector<bool> toItself(graph.nodes.size());
    for (const Edge& edge : graph.edges) {
        if (edge.kind != EdgeKind::Delegation)
            continue;
        boost::add_edge(edge.from, edge.to, net);
        if (edge.from == edge.to)
            toItself[edge.from] = true;
    }
    std::vector<int> component(graph.nodes.size());
    const int count = graph.nodes.empty() ? 0 : boost::strong_components(net, component.data());
    std::vector<std::vector<NodeIndex>> members(static_cast<std::size_t>(count));
    for (NodeIndex i = 0; i < component.size(); ++i)
        members[static_cast<std::size_t>(component[i])].push_back(i);
    std::erase_if(members, [&](const std::vector<NodeIndex>& ring) {
        return ring.size() == 1 && !toItself[ring.front()];
    });
    std::sort(members.begin(), members.end());
    return members;
}

std::vector<std::size_t> depths(const Graph& graph, Reaches& reaches)
{
    std::vector<std::size_t> result(graph.nodes.size());
    for (const Edge& edge : graph.edges) {
        if (edge.kind != EdgeKind::Delegation)
            continue;
        if (const Grant* grant = reaches.estate().registry->grant(edge.grant))
            result[edge.to] = std::max(result[edge.to], reaches.chain(*grant).grants.size());
    }
    return result;
}

std::vector<const Grant*> orphans(Reaches& reaches, const History& history, Instant time)
{
    std::vector<const Grant*> found;
    for (const Grant& grant : reaches.estate().registry->grants()) {
        if (!grant.parent)
            continue;
        const Chain& chain = reaches.chain(grant);
        const auto hops = structuralInactivity(reaches.estate(), history, chain, time);
        const bool itself = hops.back() == Inactivity::None;
        const bool above = std::all_of(hops.begin(), hops.end() - 1, [](Inactivity hop) {
            return hop == Inactivity::None || hop == Inactivity::NotYet;
        });
        if (itself && (!above || isFault(chain, ChainFault::Kind::DanglingParent)))
            found.push_back(&grant);
    }
    std::sort(found.begin(), found.end(),
              [](const Grant* a, const Grant* b) { return a->id < b->id; });
    return found;
}

} // namespace remit::authority
