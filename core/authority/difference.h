// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/graph.h"

#include <string>
#include <vector>

/// What changed between two graphs: of two times, or of two revisions of a workspace.
namespace remit::authority {

struct EdgeChange {
    std::string grant;
    EdgeState before = EdgeState::Active;
    EdgeState after = EdgeState::Active;
    std::size_t givenBefore = 0;
    std::size_t givenAfter = 0;
};

struct NodeChange {
    std::string id;
    std::size_t surfaceBefore = 0;
    std::size_t surfaceAfter = 0;
};

struct GraphDifference {
    std::vector<std::string> addedNodes; ///< ids; all lists by id
    std::vector<std::string> removedNodes;
    std::vector<std::string> addedGrants;
    std::vector<std::string> removedGrants;
    std::vector<EdgeChange> changedGrants; ///< state or accesses given
    std::vector<NodeChange> changedNodes;  ///< decision surface

    [[nodiscard]] bool empty() const
    {
        return addedNodes.empty() && removedNodes.empty() && addedGrants.empty() &&
               removedGrants.empty() && changedGrants.empty() && changedNodes.empty();
    }
};

[[nodiscard]] GraphDifference differenceOf(const Graph& before, const Graph& after);

} // namespace remit::authority
