// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"
#include "core/authority/structure.h"

#include <fmt/format.h>

namespace remit::analysis {

void findOrphans(FindingLog& log)
{
    const FindingsInput& input = log.input();
    for (const authority::Grant* grant : orphans(log.reaches(), input.history, input.time))
        log.addAbout(FindingKind::Orphan, *grant,
                     fmt::format("grant {} is valid at {}, but a grant above it is not any more",
                                 grant->id, rfc3339(input.time)),
                     "revoke it, or grant it anew from a chain that holds");
}

} // namespace remit::analysis
