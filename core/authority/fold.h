// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/graph.h"

#include <set>
#include <string>
#include <vector>

namespace remit::authority {

/// A graph in which some nodes stand for many.
struct FoldedGraph {
    Graph graph;
    /// By node of `graph`: the nodes that it stands for, of the original; one where it is itself.
    std::vector<std::vector<NodeIndex>> members;
    /// By edge of `graph`: the edges that it stands for; never empty. The strongest is shown: one
    /// that amplifies, else the widest.
    std::vector<std::vector<EdgeIndex>> edges;

    [[nodiscard]] bool isFold(NodeIndex node) const { return members[node].size() > 1; }
};

/// More nodes than these are folded first: what hangs on the same giver and hands on nothing itself
/// becomes one node ("12 agents"), again and again until few enough are left or nothing is left to
/// fold. `expanded`: ids of such nodes (of a FoldedGraph before) that stay open. Deterministic.
[[nodiscard]] FoldedGraph folded(const Graph& graph, const std::set<std::string>& expanded,
                                 std::size_t most = 300);

} // namespace remit::authority
