// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/authority/graph.h"

#include <optional>
#include <vector>

namespace remit::ui {

/// What stands out in the graph, and what steps back. Lists are empty, or one for each node or
/// edge.
struct GraphMarks {
    std::vector<bool> dimNodes;
    std::vector<bool> dimEdges;
    std::vector<bool> brightNodes; ///< of a path or a blast radius
    std::vector<bool> brightEdges;
    std::optional<authority::NodeIndex> node; ///< selected
    std::optional<authority::EdgeIndex> edge;

    [[nodiscard]] static bool has(const std::vector<bool>& list, std::size_t i)
    {
        return i < list.size() && list[i];
    }
};

/// Nodes and edges on any way along edges from one node to another.
[[nodiscard]] GraphMarks waysBetween(const authority::Graph& graph, authority::NodeIndex from,
                                     authority::NodeIndex to);

} // namespace remit::ui
