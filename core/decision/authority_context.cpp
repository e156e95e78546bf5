// SPDX-License-Identifier: Apache-2.0
#include "core/decision/authority_context.h"

namespace remit::decision {

std::string Approval::text() const
{
    return role + " by " + toText(approver) + " in " + run + ", event " + std::to_string(sequence);
}

} // namespace remit::decision
