// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"

namespace remit::cli {

/// `remit key trust` and `remit key rotate`: the verifier's file of keys.
void addKeyTrust(Commands& group);

} // namespace remit::cli
