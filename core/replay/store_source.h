// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/replay/event_source.h"
#include "core/replay/store_reader.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace remit::replay {

/// The imported traces of a workspace as the source of a replay: a session is read when it is
/// decided, so memory is bounded by the largest ones.
class StoreSource final : public EventSource {
public:
    /// Errors: as StoreReader::open.
    [[nodiscard]] static Result<std::unique_ptr<StoreSource>>
    open(const std::filesystem::path& file);

    [[nodiscard]] const std::vector<Session>& sessions() const override { return m_sessions; }
    [[nodiscard]] Result<Events> events(std::size_t session) const override;

private:
    explicit StoreSource(std::unique_ptr<StoreReader> reader);

    std::unique_ptr<StoreReader> m_reader;
    std::vector<Session> m_sessions;
};

} // namespace remit::replay
