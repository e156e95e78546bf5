// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

namespace remit::analysis {

/// More hops than a grant above allows, or than a chain may have.
void findTooDeep(FindingLog& log)
{
    using Kind = authority::ChainFault::Kind;
    for (const authority::Grant& grant : log.registry().grants()) {
        const authority::Chain& chain = log.reaches().chain(grant);
        if (!chain.fault)
            continue;
        const bool here =
            chain.fault->kind == Kind::DepthExceeded && chain.fault->hop == chain.grants.size();
        if (here || chain.fault->kind == Kind::TooLong)
            log.addAbout(FindingKind::Depth, grant,
                         fmt::format("grant {} goes too deep: {}", grant.id, chain.fault->message),
                         "raise \"depth\" of the grants above if that is meant, or shorten the "
                         "chain");
    }
}

} // namespace remit::analysis
