// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/event.h"

#include <string>

namespace remit::trace {

/// The event as one line of the own format (`*.trace.jsonl`), without the line feed. Members stand
/// in a fixed order; what is not recorded is left out, what was recorded as none is null:
///
///     {"v":1,"run":…,"session"?,"seq":…,"time"?,"type":…, then by type
///     run        agent? onBehalfOf? task? credential? workload? timeAssumed? format? file?
///     message    role from? to? text
///     call       callId agent? tool server? args? redacted? credential? workload? audience? task?
///     result     callId ok content
///     delegate   from to grant? requester?
///     approve    approver role agent? task? taskVersion? action? resource? argsHash? expires?
///     count? lifecycle  object id event at? (a note's own type, and its members)
[[nodiscard]] std::string toJsonLine(const Event& event);

/// Only the members of its type, as a JSON object.
[[nodiscard]] std::string toJson(const EventBody& body);

} // namespace remit::trace
