// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/json_text.h"
#include "core/decision/verdict.h"

namespace remit::decision {

/// The members of a replay line, from "run" to "skipped", into an open object. Always all of them,
/// in this order.
void writeVerdict(JsonText& json, const CallVerdict& verdict);

} // namespace remit::decision
