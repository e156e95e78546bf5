// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

namespace remit::analysis {

/// A root grant that hands on what its root is not entitled to (any more) by the policies of today:
/// when it was issued somebody thought otherwise. Chains stay safe, since the root is evaluated.
void findDrift(FindingLog& log)
{
    if (log.input().estate.rootAssumed)
        return;
    for (const authority::Grant& grant : log.registry().grants()) {
        if (grant.parent || !log.reaches().chain(grant).wellFormed())
            continue;
        const auto beyond =
            log.reaches().ofScope(grant).without(log.reaches().ofRoot(grant.from)).members();
        if (beyond.empty())
            continue;
        const authority::Access& access = log.inventory()[beyond.front()];
        Finding& finding = log.addAbout(
            FindingKind::Drift, grant,
            fmt::format("grant {} hands on {} accesses that {} has not by today's policies, such "
                        "as {} on {}",
                        grant.id, beyond.size(), toText(grant.from), toText(access.action),
                        toText(access.resource)),
            "narrow the scope, or entitle the root again");
        finding.example.request = cedar::Request{grant.from, access.action, access.resource};
        finding.example.allowedBy = grant.id;
        finding.example.deniedBy = "root";
    }
}

} // namespace remit::analysis
