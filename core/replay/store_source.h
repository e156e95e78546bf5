// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/replay/event_source.h"
#include "core/trace/trace_store.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace remit::replay {

/// The imported traces of a workspace as the source of a replay: a session is read when it is
/// decided, so memory is bounded by the largest ones. Each thread gets a connection of its own.
class StoreSource final : public EventSource {
public:
    /// Errors: NotFound when nothing was imported yet, else as TraceStore::open.
    [[nodiscard]] static Result<std::unique_ptr<StoreSource>>
    open(const std::filesystem::path& file);

    [[nodiscard]] const std::vector<Session>& sessions() const override { return m_sessions; }
    [[nodiscard]] Result<Events> events(std::size_t session) const override;

private:
    StoreSource(std::filesystem::path file, std::vector<Session> sessions);
    /// A connection that no other thread has at the moment.
    [[nodiscard]] Result<trace::TraceStore> borrow() const;
    void giveBack(trace::TraceStore store) const;

    std::filesystem::path m_file;
    std::vector<Session> m_sessions;
    mutable std::mutex m_mutex;
    mutable std::vector<trace::TraceStore> m_idle;
};

} // namespace remit::replay
