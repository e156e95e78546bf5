// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/decision/decide.h"
#include "core/replay/event_source.h"

#include <functional>

namespace remit::replay {

/// A decided call with what it was decided on. Lives as long as the visit.
struct SeenCall {
    const decision::RecordedCall& recorded;
    const decision::PreparedCall& prepared;
    const decision::AuthorityContext& authority;
    const decision::CallVerdict& verdict;
};

/// Decides every call of the source as a replay does (isolated, continuous) and shows each to the
/// visitor, one after the other: sessions in the source's order, the calls of each in its own.
/// Errors: those of the source; Cancelled.
[[nodiscard]] Result<> visitCalls(const decision::Decider& decider, const EventSource& source,
                                  const std::function<void(const SeenCall&)>& visitor,
                                  const JobControl& control = {});

/// The same, with provenance among the facts whether or not a policy reads it.
[[nodiscard]] Result<> visitCalls(const decision::Decider& decider, const EventSource& source,
                                  const std::function<void(const SeenCall&)>& visitor,
                                  decision::KeepProvenance keep, const JobControl& control = {});

} // namespace remit::replay
