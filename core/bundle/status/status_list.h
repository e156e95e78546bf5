// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/history.h"
#include "core/base/diagnostic.h"
#include "core/base/time.h"
#include "core/bundle/refusal.h"
#include "core/trace/event.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace remit::bundle {

inline constexpr std::string_view kStatusType = "urn:remit:status:v1";

/// What happened to an object of a bundle after it was built: only events that take authority
/// away, since nothing but a bundle gives any.
struct StatusEvent {
    std::string object; ///< "grant", "task", "credential", "workload", "principal"
    std::string id;     ///< of a task "id@version", or "id" for all its versions
    std::string event;  ///< "revoke", "expire", "complete", "cancel", "scope-change", "compromise"
    Instant at;
    bool operator==(const StatusEvent&) const = default;
};

/// A numbered list, signed apart from bundles since it must outrun them (formats.md). Each list
/// holds all that happened, not only what is new since the one before.
struct StatusList {
    std::string bundleId;
    std::int64_t number = 0; ///< rises from list to list; from 1
    Instant issuedAt;
    std::vector<StatusEvent> events; ///< by time, then as given
};

[[nodiscard]] std::string statusText(const StatusList& list);
/// Strictly. Refusal: BadStatusList.
[[nodiscard]] Checked<StatusList> readStatus(std::string_view payload);

struct ReadStatusEvents {
    std::vector<StatusEvent> events;
    Diagnostics diagnostics; ///< codes status/… and json/…
};
/// One event or a list of them, as `remit whatif --event` takes them:
///     {"event": "revoke", "object": "grant", "id": "g1", "at": "2026-03-02T10:05:00Z"}
[[nodiscard]] ReadStatusEvents readStatusEvents(std::string_view text, const std::string& file);

/// Adds what the events before say to those of a new list, sorted, each once.
[[nodiscard]] std::vector<StatusEvent> mergedEvents(std::vector<StatusEvent> before,
                                                    const std::vector<StatusEvent>& more);

/// As events of a trace, with which a replay counts them.
[[nodiscard]] std::vector<trace::Event> asTrace(const StatusList& list);

} // namespace remit::bundle
