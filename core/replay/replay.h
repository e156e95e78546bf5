// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/decision/decide.h"
#include "core/decision/replay_story.h"
#include "core/decision/verdict.h"
#include "core/replay/event_source.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Replay: deciding every call of recorded runs again under a policy revision. It never executes
/// anything. Sessions are independent and are decided in parallel; the rows come in one order
/// whatever the number of threads: sessions by their bytewise first run id, and in a session by
/// (run id, step).
namespace remit::cedar {
struct CoverageCounts; // core/cedar/engine/coverage_counts.h
}

namespace remit::replay {

class AuthorityOnce; // core/replay/timeline.h

enum class Mode : std::uint8_t {
    Isolated,      ///< every call on the recorded history
    Consequential, ///< after the first crossing the agent's later calls are unreachable
};

/// When steps 1 to 4 are decided. Without modelled authority both are the same.
enum class Timing : std::uint8_t { Continuous, FrontLoaded };

struct Options {
    Mode mode = Mode::Isolated;
    Timing timing = Timing::Continuous;
    std::vector<std::string> runs; ///< only these; empty: all. Their whole sessions are read.
    bool crossingsOnly = false;    ///< rows of deny and approval required only
    std::function<bool(const decision::CallVerdict&)> where; ///< rows to keep; from any thread
    unsigned threads = 0;                                    ///< 0: as many as the machine has
    /// Where not null, what was evaluated is counted here too, session by session (also other runs
    /// of a wanted run's session). Changes no verdict.
    cedar::CoverageCounts* coverage = nullptr;
};

/// Whether the options keep this row.
[[nodiscard]] bool isKept(const Options& options, const decision::CallVerdict& row);

/// Takes the rows of one session at a time, in order, from one thread at a time. An error ends the
/// replay with it.
using Sink = std::function<Result<>(std::vector<decision::CallVerdict> rows)>;

/// The summary counts every decided call of the runs, also those that `crossingsOnly` and `where`
/// keep from the rows. Errors: what the source or the sink says; NotFound for a run in `runs` that
/// the source has not; Cancelled.
[[nodiscard]] Result<decision::ReplaySummary> replay(const decision::Decider& decider,
                                                     const EventSource& source,
                                                     const Options& options, const Sink& sink,
                                                     const JobControl& control = {});

struct Replayed {
    std::vector<decision::CallVerdict> rows;
    decision::ReplaySummary summary;
};

/// All rows in memory.
[[nodiscard]] Result<Replayed> replay(const decision::Decider& decider, const EventSource& source,
                                      const Options& options = {}, const JobControl& control = {});

/// The call of that run and step, with everything before it in its session: what an explanation
/// needs. `call` points into `events`.
struct LocatedCall {
    Events events;         ///< of the session, in its order
    std::size_t index = 0; ///< of the call among them
    decision::RecordedCall call;
    decision::SessionReducer session;
    decision::AuthorityContext authority;
    decision::ReplayStory story;
};

/// NotFound (with "did you mean") when there is no such run or step. Of `options` the mode and the
/// timing count: the call is found as that replay came to it. `authority`: of this decider and
/// source, where more calls than one are asked for; null: all traces are looked through for what
/// they say about authority.
[[nodiscard]] Result<LocatedCall>
locate(const decision::Decider& decider, const EventSource& source, const std::string& run,
       std::int64_t step, const AuthorityOnce* authority = nullptr, const Options& options = {});

} // namespace remit::replay
