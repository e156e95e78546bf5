// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

namespace remit::analysis {

void findWithoutExpiry(FindingLog& log)
{
    for (const authority::Credential& credential : log.registry().credentials()) {
        if (!credential.expiresAt)
            log.addAbout(FindingKind::NoExpiry, credential,
                         fmt::format("credential {} never expires", credential.id),
                         "issue one for the task, with \"expiresAt\"");
    }
}

} // namespace remit::analysis
