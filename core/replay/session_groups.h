// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/replay/event_source.h"

#include <string>
#include <vector>

namespace remit::replay {

/// What says which runs are one session: the same task id and session id; without a session id the
/// run is its own.
struct RunIdentity {
    std::string run;
    std::string session;
    std::string task; ///< with or without its version
};

/// Of a run's own events.
[[nodiscard]] RunIdentity identityOf(const std::string& run,
                                     const std::vector<trace::Event>& events);

/// The sessions in the order of their first runs; `runs` must be sorted bytewise by run.
[[nodiscard]] std::vector<Session> groupSessions(const std::vector<RunIdentity>& runs);

} // namespace remit::replay
