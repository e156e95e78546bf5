// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/graph.h"

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace remit::authority {

/// Puts a graph together; private to the room. Nodes get their final places in finish().
class GraphBuilder {
public:
    GraphBuilder(Reaches& reaches, const History& history, Instant time);

    /// False when it was stopped.
    bool addDelegations(const JobControl& job);
    void addUses();
    void addMemberships();
    [[nodiscard]] Graph finish();

private:
    NodeIndex nodeOf(const cedar::EntityUid& uid, bool principal);
    NodeIndex toolNode(const std::string& tool);
    void addActors();
    void addDelegation(const Grant& grant);
    void useAll(NodeIndex principal, const AccessSet& accesses);
    void addEdge(EdgeKind kind, NodeIndex from, NodeIndex to);
    void addMembershipsOf(const cedar::EntityUid& uid, bool principal, int depth);
    [[nodiscard]] NodeKind kindOf(const cedar::EntityUid& uid, bool principal) const;

    Reaches& m_reaches;
    const History& m_history;
    Graph m_graph;
    std::map<std::pair<bool, std::string>, NodeIndex> m_nodes; ///< (is a tool, id)
    std::map<NodeIndex, AccessSet> m_surfaces;
    std::set<std::tuple<EdgeKind, NodeIndex, NodeIndex>> m_known; ///< uses and memberships
    std::vector<std::optional<NodeIndex>> m_toolOf; ///< by access: its tool, once it is drawn
};

} // namespace remit::authority
