// SPDX-License-Identifier: Apache-2.0
#include "core/authority/graph_builder.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace remit::authority {
namespace {

constexpr int kMembershipDepth = 16;
constexpr std::size_t kGrantsBetweenLooks = 256;

bool holds(const std::vector<std::string>& list, const std::string& text)
{
    return std::find(list.begin(), list.end(), text) != list.end();
}

EdgeState stateOf(const Chain& chain, const std::vector<Inactivity>& hops, std::string& note)
{
    if (chain.fault) {
        note = chain.fault->message;
        return EdgeState::Broken;
    }
    EdgeState state = EdgeState::Active;
    for (std::size_t i = 0; i < hops.size(); ++i) {
        if (hops[i] == Inactivity::None)
            continue;
        note = (i + 1 == hops.size() ? "it " : "grant " + chain.grants[i]->id + " ") +
               std::string(name(hops[i]));
        if (hops[i] != Inactivity::NotYet)
            return EdgeState::Ended;
        state = EdgeState::NotYet;
    }
    return state;
}

} // namespace

GraphBuilder::GraphBuilder(Reaches& reaches, const History& history, Instant time)
    : m_reaches(reaches), m_history(history)
{
    m_graph.time = time;
}

NodeKind GraphBuilder::kindOf(const cedar::EntityUid& uid, bool principal) const
{
    const Estate& estate = m_reaches.estate();
    if (holds(estate.types.humans, uid.type))
        return NodeKind::Human;
    if (holds(estate.types.serviceAccounts, uid.type))
        return NodeKind::ServiceAccount;
    if (holds(estate.agents, uid.type))
        return NodeKind::Agent;
    return principal ? NodeKind::Group : NodeKind::Data;
}

NodeIndex GraphBuilder::nodeOf(const cedar::EntityUid& uid, bool principal)
{
    const auto next = static_cast<NodeIndex>(m_graph.nodes.size());
    const auto [place, added] = m_nodes.try_emplace({false, toText(uid)}, next);
    if (added)
        m_graph.nodes.push_back({kindOf(uid, principal), place->first.second, uid.id, uid, 0});
    return place->second;
}

NodeIndex GraphBuilder::toolNode(const std::string& tool)
{
    const auto next = static_cast<NodeIndex>(m_graph.nodes.size());
    const auto [place, added] = m_nodes.try_emplace({true, tool}, next);
    if (added)
        m_graph.nodes.push_back({NodeKind::Tool, tool, tool, {}, 0});
    return place->second;
}

void GraphBuilder::addEdge(EdgeKind kind, NodeIndex from, NodeIndex to)
{
    if (!m_known.emplace(kind, from, to).second)
        return;
    Edge edge;
    edge.kind = kind;
    edge.from = from;
    edge.to = to;
    m_graph.edges.push_back(std::move(edge));
}

void GraphBuilder::addActors()
{
    for (const Actor& actor : m_reaches.estate().registry->actors())
        nodeOf(actor.uid, true);
}

bool GraphBuilder::addDelegations(const JobControl& job)
{
    addActors();
    std::vector<const Grant*> grants;
    for (const Grant& grant : m_reaches.estate().registry->grants())
        grants.push_back(&grant);
    std::stable_sort(grants.begin(), grants.end(),
                     [](const Grant* a, const Grant* b) { return a->id < b->id; });
    for (std::size_t i = 0; i < grants.size(); ++i) {
        if (i % kGrantsBetweenLooks == 0) {
            if (job.cancelled())
                return false;
            job.tell(i, grants.size());
        }
        if (m_reaches.estate().registry->grant(grants[i]->id) == grants[i])
            addDelegation(*grants[i]);
    }
    return true;
}

void GraphBuilder::addDelegation(const Grant& grant)
{
    const Estate& estate = m_reaches.estate();
    const Chain& chain = m_reaches.chain(grant);
    Edge edge;
    edge.from = nodeOf(grant.from, true);
    edge.to = nodeOf(grant.to, true);
    edge.grant = grant.id;
    const auto hops = structuralInactivity(estate, m_history, chain, m_graph.time);
    edge.state = stateOf(chain, hops, edge.note);
    const AccessSet& scope = m_reaches.ofScope(grant);
    const AccessSet& given = m_reaches.ofChain(grant);
    edge.accesses = scope.count();
    edge.given = given.count();
    const Grant* above = grant.parent ? estate.registry->grant(*grant.parent) : nullptr;
    if (above)
        edge.added = scope.without(m_reaches.ofScope(*above)).count();
    else if (!estate.rootAssumed && !grant.parent)
        edge.added = scope.without(m_reaches.ofRoot(grant.from)).count();
    if (chain.wellFormed())
        edge.removed = (above ? m_reaches.ofChain(*above) : m_reaches.ofRoot(grant.from))
                           .without(given)
                           .count();
    if (edge.state == EdgeState::Active) {
        const auto surface =
            m_surfaces.try_emplace(edge.to, AccessSet(estate.inventory->size())).first;
        surface->second |= given;
    }
    m_graph.edges.push_back(std::move(edge));
}

void GraphBuilder::useAll(NodeIndex principal, const AccessSet& accesses)
{
    const Inventory& inventory = *m_reaches.estate().inventory;
    m_toolOf.resize(inventory.size());
    std::optional<NodeIndex> last;
    for (const std::uint32_t i : accesses.members()) {
        const Access& access = inventory[i];
        if (access.tool.empty())
            continue;
        std::optional<NodeIndex>& tool = m_toolOf[i];
        if (!tool) {
            tool = toolNode(access.tool);
            if (access.resource.id != access.tool) // else the tool itself is the resource
                addEdge(EdgeKind::Use, *tool, nodeOf(access.resource, false));
        }
        if (tool != last)
            addEdge(EdgeKind::Use, principal, *tool);
        last = tool;
    }
}

void GraphBuilder::addUses()
{
    for (const Access& access : m_reaches.estate().inventory->all()) {
        if (!access.tool.empty())
            toolNode(access.tool);
    }
    for (const auto& [node, surface] : m_surfaces)
        useAll(node, surface);
}

void GraphBuilder::addMembershipsOf(const cedar::EntityUid& uid, bool principal, int depth)
{
    const cedar::Entity* entity = m_reaches.estate().entities->find(uid);
    if (!entity || depth == 0)
        return;
    for (const cedar::EntityUid& parent : entity->parents) {
        const NodeIndex member = nodeOf(uid, principal);
        addEdge(EdgeKind::Membership, member, nodeOf(parent, principal));
        addMembershipsOf(parent, principal, depth - 1);
    }
}

void GraphBuilder::addMemberships()
{
    const std::size_t known = m_graph.nodes.size();
    for (NodeIndex i = 0; i < known; ++i) {
        if (m_graph.nodes[i].kind != NodeKind::Tool) {
            const cedar::EntityUid uid = m_graph.nodes[i].uid;
            addMembershipsOf(uid, m_graph.nodes[i].kind != NodeKind::Data, kMembershipDepth);
        }
    }
}

Graph GraphBuilder::finish()
{
    for (const auto& [node, surface] : m_surfaces)
        m_graph.nodes[node].surface = surface.count();
    for (Node& node : m_graph.nodes) {
        if (node.kind == NodeKind::Human)
            node.surface = m_reaches.ofRoot(node.uid).count();
    }
    std::vector<NodeIndex> order(m_graph.nodes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](NodeIndex a, NodeIndex b) {
        const Node& x = m_graph.nodes[a];
        const Node& y = m_graph.nodes[b];
        return std::tie(x.kind, x.id) < std::tie(y.kind, y.id);
    });
    std::vector<NodeIndex> place(order.size());
    Graph sorted{m_graph.time, {}, std::move(m_graph.edges)};
    for (NodeIndex i = 0; i < order.size(); ++i) {
        place[order[i]] = i;
        sorted.nodes.push_back(std::move(m_graph.nodes[order[i]]));
    }
    for (Edge& edge : sorted.edges) {
        edge.from = place[edge.from];
        edge.to = place[edge.to];
    }
    std::stable_sort(sorted.edges.begin(), sorted.edges.end(), [](const Edge& a, const Edge& b) {
        if (a.kind != b.kind)
            return a.kind < b.kind;
        return a.kind != EdgeKind::Delegation && std::tie(a.from, a.to) < std::tie(b.from, b.to);
    });
    return sorted;
}

} // namespace remit::authority
