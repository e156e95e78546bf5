// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/estate.h"

#include <string>
#include <vector>

/// The ways from accountable roots to a resource. A grant has one chain, so a way is an active
/// chain whose accesses hold the resource: combinations of parts of chains are none (R3).
namespace remit::authority {

struct ReachPath {
    std::vector<const Grant*> grants;    ///< root first, never empty
    std::vector<std::uint32_t> accesses; ///< of the inventory: on the resource, through this chain

    [[nodiscard]] const cedar::EntityUid& root() const { return grants.front()->from; }
    [[nodiscard]] const cedar::EntityUid& holder() const { return grants.back()->to; }
};

struct ReachPaths {
    std::vector<ReachPath> paths; ///< by last grant id; at most as many as asked for
    std::size_t total = 0;        ///< how many there are
};

/// `from`: only chains that `from` heads or stands on; null: all. `bound`: how many to list.
[[nodiscard]] ReachPaths pathsTo(Reaches& reaches, const History& history, Instant time,
                                 const cedar::EntityUid* from, const cedar::EntityUid& resource,
                                 std::size_t bound);

/// What all ways have in common, and the fewest grants whose revocation leaves none. Exact, in
/// linear time: chains form trees, and of each tree with a way one grant must go and one will do.
struct Separation {
    std::size_t paths = 0;                     ///< 0: they are apart already
    std::vector<cedar::EntityUid> chokePoints; ///< principals on every path, root first
    std::vector<const Grant*> chokeGrants;     ///< grants on every path, root first
    std::vector<const Grant*> smallestCut;     ///< one of each tree, the farthest from its root
};

[[nodiscard]] Separation separationOf(Reaches& reaches, const History& history, Instant time,
                                      const cedar::EntityUid* from,
                                      const cedar::EntityUid& resource);

} // namespace remit::authority
