// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/program.h"
#include "core/cedar/values/value.h"

#include <vector>

namespace remit::analysis {

/// Contexts that are worth trying against these programs: each member that a condition compares
/// with a value has that value, its neighbours, or is missing, in all combinations up to the bound.
/// The first holds every member's first value. Deterministic.
[[nodiscard]] std::vector<cedar::Value>
sampleContexts(const std::vector<const cedar::Program*>& programs, std::size_t bound);

} // namespace remit::analysis
