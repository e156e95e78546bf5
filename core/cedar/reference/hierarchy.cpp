// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/reference/expression.h"

#include <set>

namespace remit::cedar::reference {

/// Climbs the parents as they were given; the store's closure is not used.
bool isIn(const EntityUid& entity, const EntityUid& ancestor, const EntityStore& entities)
{
    std::set<EntityUid> seen{entity};
    std::vector<EntityUid> next{entity};
    while (!next.empty()) {
        const EntityUid current = next.back();
        next.pop_back();
        if (current == ancestor)
            return true;
        const Entity* found = entities.find(current);
        if (!found)
            continue;
        for (const EntityUid& parent : found->parents) {
            if (seen.insert(parent).second)
                next.push_back(parent);
        }
    }
    return false;
}

} // namespace remit::cedar::reference
