// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/estate.h"
#include "core/authority/graph.h"

#include <vector>

/// Faults of shape in the delegation graph, whatever the time.
namespace remit::authority {

/// Principals that hand authority on to one another in a ring, by uid; each ring once, by its least
/// member. A grant that is its own ancestor is such a ring, or a chain fault of its own.
[[nodiscard]] std::vector<std::vector<NodeIndex>> delegationCycles(const Graph& graph);

/// The longest run of hops from a root to each node over the grants' chains; 0 for those that no
/// grant reaches.
[[nodiscard]] std::vector<std::size_t> depths(const Graph& graph, Reaches& reaches);

/// Grants that nothing stands above any more at the time: they are valid themselves, but a grant
/// above is revoked, expired or missing (R4). By id.
[[nodiscard]] std::vector<const Grant*> orphans(Reaches& reaches, const History& history,
                                                Instant time);

} // namespace remit::authority
