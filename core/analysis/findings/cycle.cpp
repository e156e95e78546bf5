// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::analysis {

/// Grants that are their own ancestors, and principals that a chain returns to.
void findCycles(FindingLog& log)
{
    using Kind = authority::ChainFault::Kind;
    for (const authority::Grant& grant : log.registry().grants()) {
        const authority::Chain& chain = log.reaches().chain(grant);
        if (!chain.fault)
            continue;
        const bool ring = chain.fault->kind == Kind::Cycle;
        const bool returns =
            chain.fault->kind == Kind::RepeatedPrincipal && chain.fault->hop == chain.grants.size();
        if (!ring && !returns)
            continue;
        Finding& finding =
            log.addAbout(FindingKind::Cycle, grant,
                         fmt::format("the chain of grant {} comes back to itself: {}", grant.id,
                                     chain.fault->message),
                         "a chain names every principal once; remove the grant that leads back");
        for (const authority::Grant* above : chain.grants) {
            if (above != &grant)
                finding.subjects.push_back(above->id);
        }
    }
}

} // namespace remit::analysis
