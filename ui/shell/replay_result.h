// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decision/verdict.h"
#include "core/replay/timeline.h"
#include "core/replay/workspace_traces.h"
#include "core/workspace/snapshot.h"

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace remit::decision {
class Decider;
}
namespace remit::replay {
enum class Mode : std::uint8_t;
enum class Timing : std::uint8_t;
} // namespace remit::replay

namespace remit::ui {

class CallColumns;
class CallTable;

/// A finished replay, immutable, shared by all views that show it. `decider` and `source` are what
/// it was decided with and from: an explanation of a row asks them, not the session's present
/// setup.
struct ReplayResult {
    std::shared_ptr<const decision::Decider> decider;
    std::shared_ptr<const replay::EventSource> source;
    replay::AuthorityOnce authority; ///< of both, for the calls that are looked at
    replay::Mode mode{};
    replay::Timing timing{};
    std::string revision;                                          ///< of the setup: "sha256:…"
    workspace::Snapshot texts;                                     ///< that the setup was made of
    std::map<std::string, replay::RunOrigin, std::less<>> origins; ///< of the runs, by id
    /// In the order of the replay, where they fit into memory (kMostRowsInMemory); else empty.
    std::vector<decision::CallVerdict> rows;
    std::shared_ptr<const CallTable> table;     ///< the same calls in full, wherever they lie
    std::shared_ptr<const CallColumns> columns; ///< of all of them
    decision::ReplaySummary summary;
};

} // namespace remit::ui
