// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

namespace remit::analysis {

/// Grants that no accountable human stands above (R1), each where its chain breaks.
void findUnrooted(FindingLog& log)
{
    using Kind = authority::ChainFault::Kind;
    for (const authority::Grant& grant : log.registry().grants()) {
        const authority::Chain& chain = log.reaches().chain(grant);
        if (!chain.fault)
            continue;
        const bool itself = !chain.grants.empty() && chain.grants.front() == &grant;
        const bool missing = chain.fault->kind == Kind::DanglingParent && itself;
        if (!missing && !(chain.fault->kind == Kind::Unrooted && itself) &&
            chain.fault->kind != Kind::BrokenLink)
            continue;
        if (chain.fault->kind == Kind::BrokenLink && chain.fault->hop != chain.grants.size())
            continue; // told of the grant at which it breaks
        log.addAbout(FindingKind::Unrooted, grant,
                     fmt::format("no accountable human stands above grant {}: {}", grant.id,
                                 chain.fault->message),
                     "let a human grant it, or name the parent that it really comes from");
    }
}

} // namespace remit::analysis
