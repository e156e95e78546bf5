// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/decision/authority_log.h"
#include "core/replay/event_source.h"

#include <memory>
#include <mutex>
#include <optional>

namespace remit::replay {

/// Reads the life-cycle events and approvals of all traces of a source into one timeline, before
/// any call is decided (semantics, "Replay modes"). Null where nothing depends on them. Errors:
/// those of the source; Cancelled.
[[nodiscard]] Result<std::shared_ptr<const decision::AuthorityLog>>
authorityLog(const decision::Decider& decider, const EventSource& source,
             const JobControl& control = {});

/// That log of one source under one decider, read when it is first asked for and then kept: for
/// whoever asks about one call after the other. Shared between threads.
class AuthorityOnce {
public:
    [[nodiscard]] Result<std::shared_ptr<const decision::AuthorityLog>>
    of(const decision::Decider& decider, const EventSource& source,
       const JobControl& control = {}) const;

private:
    mutable std::mutex m_mutex;
    mutable std::optional<std::shared_ptr<const decision::AuthorityLog>> m_log;
};

} // namespace remit::replay
