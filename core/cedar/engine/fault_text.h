// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/fault.h"
#include "core/cedar/engine/scratch.h"
#include "core/cedar/syntax/tree.h"

namespace remit::cedar {

/// The words and the place of a fault. `state` is still at the request that it befell.
[[nodiscard]] EvaluationError describe(const Fault& fault, Scratch::State& state,
                                       const Policy& policy);

} // namespace remit::cedar
