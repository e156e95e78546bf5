// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/validate/problems.h"

namespace remit::cedar {

/// Strings and names that do not read as what they are: bidirectional controls, mixed scripts,
/// characters outside of Unicode's identifier profile (UTS #39). In conditions and scope; needs no
/// schema.
void warnOfConfusableText(const Policy& policy, Problems& problems);

} // namespace remit::cedar
