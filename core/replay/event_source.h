// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/trace/event.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace remit::replay {

/// One session: all runs with the same task id and session id, or one run by itself.
struct Session {
    std::vector<std::string> runs; ///< ids, sorted bytewise
};

using Events = std::shared_ptr<const std::vector<trace::Event>>;

/// Where a replay takes its events from: events in memory, or the trace store.
class EventSource {
public:
    virtual ~EventSource() = default;

    /// Sorted by the first run id of each, bytewise.
    [[nodiscard]] virtual const std::vector<Session>& sessions() const = 0;
    /// The events of a session in its order (semantics, "Facts"): time, run, sequence; where one
    /// has no time: sequence, run. Called from several threads at once.
    [[nodiscard]] virtual Result<Events> events(std::size_t session) const = 0;
};

/// Events in memory, in any order.
class MemorySource final : public EventSource {
public:
    explicit MemorySource(std::vector<trace::Event> events);

    [[nodiscard]] const std::vector<Session>& sessions() const override { return m_sessions; }
    [[nodiscard]] Result<Events> events(std::size_t session) const override;

private:
    std::vector<Session> m_sessions;
    std::vector<Events> m_events; ///< by session, in order
};

/// Puts the events of one session into its order.
void sortSession(std::vector<trace::Event>& events);

/// The task's id without its version: "pay-bill" of "pay-bill@3".
[[nodiscard]] std::string_view taskId(std::string_view task);

} // namespace remit::replay
