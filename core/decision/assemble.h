// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/policy_part.h"
#include "core/decision/verdict.h"

namespace remit::decision {

/// Puts the outcomes of all steps together: the verdict, the crossings in the order of the steps,
/// triad, reasons and notes. `verdict` has what the trace says of the call.
void assemble(const CallInQuestion& call, const ChainDecision& chain, CallVerdict& verdict);

} // namespace remit::decision
