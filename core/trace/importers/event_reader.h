// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/trace/event.h"

#include <optional>

namespace remit::trace {

/// Reads one event of the own format. Nothing when it cannot be used, with the reason among the
/// diagnostics (codes trace/… and json/…, spans into the text). What can be used in part is: an
/// unknown member is left out and a wrong time reads as not recorded, each with a warning. An event
/// of an unknown type becomes a Note.
[[nodiscard]] std::optional<Event> readEvent(const JsonValue& json, Diagnostics& diagnostics);

/// The body alone, of a known type; nothing when it is damaged. What the trace store keeps.
[[nodiscard]] std::optional<EventBody> readEventBody(std::string_view type, const JsonValue& json);

} // namespace remit::trace
