// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/cedar/engine/authorizer.h"
#include "core/decision/decide.h"
#include "core/replay/event_source.h"

#include <memory>
#include <span>
#include <vector>

namespace remit::analysis {

/// A recorded call with its facts, ready to be decided again and again. Without the texts of the
/// trace: messages and results are behind it.
struct KeptCall {
    trace::Event event; ///< the call, without arguments
    std::shared_ptr<const trace::RunStart> start;
    std::int64_t step = 0;
    decision::PreparedCall prepared;
    cedar::Request request; ///< of the prepared call

    [[nodiscard]] decision::RecordedCall recorded() const { return {&event, start.get(), step}; }
};

/// The calls of one source, on the recorded history (isolated), in the order of a replay. Memory:
/// some kilobytes a call.
[[nodiscard]] Result<std::vector<KeptCall>> recordedCalls(const decision::Decider& decider,
                                                          const replay::EventSource& source,
                                                          const JobControl& control = {});

/// Do both setups make the same facts and requests of a trace? They may differ in policies and
/// links. Setups of one LoadMemory share schema and entities where these have not changed.
[[nodiscard]] bool sharesFacts(const decision::Setup& a, const decision::Setup& b);

} // namespace remit::analysis
