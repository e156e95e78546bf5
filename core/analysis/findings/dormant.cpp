// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

#include <set>

namespace remit::analysis {

/// Granted, and on the chain of no recorded call.
void findDormant(FindingLog& log)
{
    if (log.input().calls.empty())
        return;
    std::set<std::string> used;
    std::set<std::string> runs;
    for (const decision::CallVerdict& call : log.input().calls) {
        used.insert(call.chain.begin(), call.chain.end());
        runs.insert(call.run);
    }
    for (const authority::Grant& grant : log.registry().grants()) {
        if (used.contains(grant.id) || !log.reaches().chain(grant).wellFormed())
            continue;
        log.addAbout(
            FindingKind::Dormant, grant,
            fmt::format("grant {} was used by no call of {} recorded runs", grant.id, runs.size()),
            "revoke it, or record what it is for");
    }
}

} // namespace remit::analysis
