// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/compare/call_change.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/decision/decide.h"
#include "core/replay/event_source.h"

#include <cstdint>
#include <string>
#include <vector>

/// Recorded calls of a workspace that does not model authority, on tapes (facts_tape.h), and their
/// verdicts under another revision. Private to the impact analysis. All work is done on as many
/// threads as the machine has, and comes to the same with any number.
namespace remit::analysis {

/// By session of the source.
struct TapedCalls {
    std::vector<std::string> tapes;
    std::size_t calls = 0;
};
/// Errors: as EventSource::events; Cancelled.
[[nodiscard]] Result<TapedCalls> tapeCalls(const decision::Decider& decider,
                                           const replay::EventSource& source,
                                           const JobControl& control);

/// A call that is decided otherwise.
struct ChangedVerdict {
    std::uint32_t session = 0;
    std::uint32_t call = 0; ///< counts the calls of the session, in its order
    decision::Verdict before{};
    decision::Verdict after{};
};
/// In the order of the tapes. Incomplete where the job was cancelled.
[[nodiscard]] std::vector<ChangedVerdict>
changedVerdicts(const TapedCalls& calls, const decision::Decider& after, const JobControl& control);

/// The rows of these calls, in the order of a replay: their sessions are read again. Errors: as
/// EventSource::events; Cancelled; Internal when the source has changed.
[[nodiscard]] Result<std::vector<CallChange>>
changesInFull(const std::vector<ChangedVerdict>& changed, const decision::Decider& before,
              const decision::Decider& after, const replay::EventSource& source,
              const JobControl& control);

} // namespace remit::analysis
