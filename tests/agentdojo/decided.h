// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/agentdojo/runs.h"

#include <cstdint>
#include <vector>

namespace remit::agentdojo {

/// Approval required counts as denied: nobody is there to approve.
enum class Outcome : std::uint8_t { Allowed, Denied, Undecidable };

/// By call of the run.
using Decided = std::vector<Outcome>;

} // namespace remit::agentdojo
