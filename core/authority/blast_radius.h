// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/estate.h"

#include <string>
#include <vector>

/// What somebody reaches who has taken over a principal or a credential at a time: its own chains,
/// and whatever stands below the grants it holds or gave, since it can steer those who act for it.
namespace remit::authority {

struct Reached {
    cedar::EntityUid principal;
    std::size_t hops = 0;       ///< below the compromised one; 0: itself
    const Grant* via = nullptr; ///< the grant by which it is reached; null: itself
};

struct BlastRadius {
    std::vector<Reached> principals;     ///< by hops, then uid
    std::vector<const Grant*> held;      ///< active grants it acts under, by id
    std::vector<const Grant*> below;     ///< active grants that stand on those or on its own, by id
    std::vector<const Grant*> mayExtend; ///< of the held: those that allow further hops
    AccessSet direct;                    ///< that it can use itself
    AccessSet total;                     ///< with those below it
};

[[nodiscard]] BlastRadius blastRadius(Reaches& reaches, const History& history,
                                      const cedar::EntityUid& compromised, Instant time);

/// Of a credential: as of its holder, but only chains that the credential can go with (its task and
/// audience; its workload where it is bound). A credential that has ended reaches nothing.
[[nodiscard]] BlastRadius blastRadius(Reaches& reaches, const History& history,
                                      const Credential& compromised, Instant time);

} // namespace remit::authority
