// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/decision/authority_log.h"
#include "core/replay/event_source.h"

#include <memory>

namespace remit::replay {

/// Reads the life-cycle events and approvals of all traces of a source into one timeline, before
/// any call is decided (semantics, "Replay modes"). Null where nothing depends on them. Errors:
/// those of the source; Cancelled.
[[nodiscard]] Result<std::shared_ptr<const decision::AuthorityLog>>
authorityLog(const decision::Decider& decider, const EventSource& source,
             const JobControl& control = {});

} // namespace remit::replay
