// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/trace_store.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace remit::replay {

/// Reads runs of a trace store from several threads at once: each gets a connection of its own.
class StoreReader {
public:
    /// Errors: NotFound when no run was imported yet, else as TraceStore::open.
    [[nodiscard]] static Result<std::unique_ptr<StoreReader>>
    open(const std::filesystem::path& file);

    /// As they were when it was opened, by run id, bytewise.
    [[nodiscard]] const std::vector<trace::RunSummary>& runs() const { return m_runs; }
    /// The files that they came from, in the order of import.
    [[nodiscard]] Result<std::vector<trace::SourceFile>> files() const;
    /// The events of these runs (ids sorted bytewise) in the order of a session.
    [[nodiscard]] Result<std::vector<trace::Event>>
    read(const std::vector<std::string>& runs) const;

private:
    StoreReader(std::filesystem::path file, std::vector<trace::RunSummary> runs);
    /// A connection that no other thread has at the moment.
    [[nodiscard]] Result<trace::TraceStore> borrow() const;
    void giveBack(trace::TraceStore store) const;

    std::filesystem::path m_file;
    std::vector<trace::RunSummary> m_runs;
    mutable std::mutex m_mutex;
    mutable std::vector<trace::TraceStore> m_idle;
};

} // namespace remit::replay
