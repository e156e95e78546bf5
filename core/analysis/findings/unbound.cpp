// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

namespace remit::analysis {

void findUnbound(FindingLog& log)
{
    for (const authority::Credential& credential : log.registry().credentials()) {
        if (!credential.boundTo)
            log.addAbout(FindingKind::Unbound, credential,
                         fmt::format("credential {} authenticates whoever bears it", credential.id),
                         "bind it to the workload that presents it: \"boundTo\": \"spiffe://…\"");
    }
}

} // namespace remit::analysis
