// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/history.h"
#include "core/decision/authority_context.h"
#include "core/decision/tool_map.h"
#include "core/trace/event.h"

#include <optional>
#include <string>

/// Recorded events about authority, read as what they mean (R9): what removes authority always
/// counts, what adds it counts from authority sources only.
namespace remit::decision {

/// A file glob or importer format of a list in remit.json that fits the run.
[[nodiscard]] bool isFrom(const std::vector<std::string>& sources, const trace::RunStart* start);

/// What an event comes to.
template <class Meaning>
struct ReadEvent {
    std::optional<Meaning> meaning; ///< nothing: it does not count
    std::string ignored;            ///< why it does not; empty for what never would
};

/// Of a life-cycle event. Its times are those recorded; `timed` false: it has none and holds in its
/// run alone (its times are then the earliest there are).
struct LifecycleMeaning {
    authority::LifecycleEvent event;
    bool timed = true;
};
[[nodiscard]] ReadEvent<LifecycleMeaning>
readLifecycle(const trace::Event& event, const trace::RunStart* start, const Setup& setup);

/// Of an `approve` event. One that leaves out what it binds, or when it ends, does not count.
[[nodiscard]] ReadEvent<Approval> readApproval(const trace::Event& event,
                                               const trace::RunStart* start, const Setup& setup,
                                               const ToolMap& tools);

} // namespace remit::decision
