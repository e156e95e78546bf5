// SPDX-License-Identifier: Apache-2.0
#include "core/authority/fold.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace remit::authority {
namespace {

constexpr std::size_t kFewest = 4; ///< smaller groups are no burden
constexpr int kRounds = 8;
constexpr NodeIndex kNone = UINT32_MAX;

std::string_view plural(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Human:
        return "humans";
    case NodeKind::ServiceAccount:
        return "service accounts";
    case NodeKind::Agent:
        return "agents";
    case NodeKind::Group:
        return "groups";
    case NodeKind::Tool:
        return "tools";
    case NodeKind::Data:
        return "data";
    }
    return "nodes";
}

class Folder {
public:
    Folder(const Graph& graph, const std::set<std::string>& expanded)
        : m_graph(graph), m_expanded(expanded), m_standsIn(graph.nodes.size())
    {
        std::iota(m_standsIn.begin(), m_standsIn.end(), 0U);
    }

    /// One round: leaves of the same giver and kind become one. False when nothing was folded.
    bool foldLeaves()
    {
        const std::size_t size = m_graph.nodes.size();
        std::vector<bool> gives(size);
        std::vector<NodeIndex> anchor(size, kNone);
        for (const Edge& edge : m_graph.edges) {
            const NodeIndex from = m_standsIn[edge.from];
            const NodeIndex to = m_standsIn[edge.to];
            if (from == to || edge.kind == EdgeKind::Membership)
                continue;
            if (edge.kind == EdgeKind::Delegation || m_graph.nodes[from].kind == NodeKind::Tool)
                gives[from] = true;
            if (anchor[to] == kNone)
                anchor[to] = from;
        }
        std::map<std::tuple<NodeIndex, NodeKind>, std::vector<NodeIndex>> groups;
        for (NodeIndex i = 0; i < size; ++i) {
            if (m_standsIn[i] == i && !gives[i])
                groups[{anchor[i], m_graph.nodes[i].kind}].push_back(i);
        }
        bool any = false;
        for (const auto& [key, group] : groups) {
            if (group.size() < kFewest || m_expanded.contains(idOf(key)))
                continue;
            for (const NodeIndex each : group)
                m_standsIn[each] = group.front();
            m_ids[group.front()] = idOf(key);
            any = true;
        }
        settle();
        return any;
    }

    [[nodiscard]] std::size_t count() const
    {
        std::size_t sum = 0;
        for (NodeIndex i = 0; i < m_standsIn.size(); ++i)
            sum += m_standsIn[i] == i ? 1U : 0U;
        return sum;
    }

    FoldedGraph finish() const
    {
        FoldedGraph result;
        result.graph.time = m_graph.time;
        std::vector<NodeIndex> place(m_graph.nodes.size(), kNone);
        for (NodeIndex i = 0; i < m_graph.nodes.size(); ++i) {
            if (m_standsIn[i] != i)
                continue;
            place[i] = static_cast<NodeIndex>(result.graph.nodes.size());
            result.graph.nodes.push_back(m_graph.nodes[i]);
            result.members.emplace_back();
        }
        for (NodeIndex i = 0; i < m_graph.nodes.size(); ++i)
            result.members[place[m_standsIn[i]]].push_back(i);
        for (const auto& [first, id] : m_ids)
            name(result, place[first], id);
        addEdges(result, place);
        return result;
    }

private:
    [[nodiscard]] std::string idOf(const std::tuple<NodeIndex, NodeKind>& key) const
    {
        const auto [anchor, kind] = key;
        return fmt::format("fold:{}:{}", authority::name(kind),
                           anchor == kNone ? "" : m_graph.nodes[anchor].id);
    }

    /// A node in a fold that was folded itself belongs to the outer one.
    void settle()
    {
        for (NodeIndex& stands : m_standsIn) {
            while (m_standsIn[stands] != stands)
                stands = m_standsIn[stands];
        }
        std::erase_if(m_ids,
                      [&](const auto& entry) { return m_standsIn[entry.first] != entry.first; });
    }

    void name(FoldedGraph& result, NodeIndex at, const std::string& id) const
    {
        Node& node = result.graph.nodes[at];
        const auto& members = result.members[at];
        node.id = id;
        node.uid = {};
        node.label = fmt::format("{} {}", members.size(), plural(node.kind));
        for (const NodeIndex member : members)
            node.surface = std::max(node.surface, m_graph.nodes[member].surface);
    }

    static bool isStronger(const Edge& edge, const Edge& than)
    {
        return std::tuple(edge.amplifies(), edge.state == EdgeState::Active, edge.accesses) >
               std::tuple(than.amplifies(), than.state == EdgeState::Active, than.accesses);
    }

    void addEdges(FoldedGraph& result, const std::vector<NodeIndex>& place) const
    {
        std::map<std::tuple<EdgeKind, NodeIndex, NodeIndex>, std::size_t> known;
        for (EdgeIndex e = 0; e < m_graph.edges.size(); ++e) {
            Edge edge = m_graph.edges[e];
            const bool inFold = isIn(edge.from) || isIn(edge.to);
            edge.from = place[m_standsIn[edge.from]];
            edge.to = place[m_standsIn[edge.to]];
            if (inFold && edge.from == edge.to)
                continue;
            const auto next = result.graph.edges.size();
            if (inFold) {
                const auto [found, added] =
                    known.try_emplace({edge.kind, edge.from, edge.to}, next);
                if (!added) {
                    result.edges[found->second].push_back(e);
                    if (isStronger(edge, result.graph.edges[found->second]))
                        result.graph.edges[found->second] = edge;
                    continue;
                }
            }
            result.graph.edges.push_back(std::move(edge));
            result.edges.push_back({e});
        }
    }

    [[nodiscard]] bool isIn(NodeIndex node) const { return m_ids.contains(m_standsIn[node]); }

    const Graph& m_graph;
    const std::set<std::string>& m_expanded;
    std::vector<NodeIndex> m_standsIn;      ///< the first node of its fold
    std::map<NodeIndex, std::string> m_ids; ///< of folds, by their first node
};

} // namespace

FoldedGraph folded(const Graph& graph, const std::set<std::string>& expanded, std::size_t most)
{
    Folder folder(graph, expanded);
    for (int round = 0; round < kRounds && folder.count() > most && folder.foldLeaves(); ++round)
        continue;
    return folder.finish();
}

} // namespace remit::authority
