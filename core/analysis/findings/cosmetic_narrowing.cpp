// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

namespace remit::analysis {

/// A hop whose scope is written otherwise than its parent's and yet takes nothing away.
void findCosmeticNarrowing(FindingLog& log)
{
    const authority::Estate& estate = log.input().estate;
    for (const authority::Grant& grant : log.registry().grants()) {
        const authority::Grant* above =
            grant.parent ? log.registry().grant(*grant.parent) : nullptr;
        if (!above)
            continue;
        const auto child = estate.scopes.find(grant.id);
        const auto parent = estate.scopes.find(above->id);
        if (child == estate.scopes.end() || parent == estate.scopes.end() || !child->second ||
            !parent->second || child->second == parent->second)
            continue;
        if (isContained(*parent->second, *child->second, *estate.entities) &&
            isContained(*child->second, *parent->second, *estate.entities)) {
            Finding& finding = log.addAbout(
                FindingKind::CosmeticNarrowing, grant,
                fmt::format("the scope of grant {} differs from that of {} in words only: it "
                            "allows the same",
                            grant.id, above->id),
                "hand on less than you have, or the hop bounds nothing");
            finding.subjects.push_back(above->id);
        }
    }
}

} // namespace remit::analysis
