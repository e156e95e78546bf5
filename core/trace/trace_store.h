// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/trace/event.h"
#include "core/trace/import.h"
#include "core/trace/sqlite.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace remit::trace {

/// A run as the list of runs shows it.
struct RunSummary {
    std::string run;
    std::string session; ///< empty: the run is its own session
    std::string agent;   ///< empty: none or not recorded
    std::string task;    ///< empty: none or not recorded; else "id" or "id@version"
    std::uint64_t calls = 0;
    std::uint64_t events = 0;
    std::optional<Instant> first; ///< earliest and latest time among its events
    std::optional<Instant> last;
    std::string file;
    std::string format;

    bool operator==(const RunSummary&) const = default;
};

/// Reads events one after the other, in order.
class EventCursor {
public:
    EventCursor(EventCursor&&) noexcept;
    EventCursor& operator=(EventCursor&&) noexcept;
    ~EventCursor();
    /// Nothing after the last. Error: Malformed, for a damaged store.
    Result<std::optional<Event>> next();

private:
    friend class TraceStore;
    struct State;
    explicit EventCursor(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// The imported traces of a workspace, in one SQLite file (`.remit-local/traces.sqlite`).
///
/// A file is imported in one transaction and known by the SHA-256 of its content: what is there is
/// not read again, and a process killed at any moment leaves whole files only, so that the same
/// import run again continues where it stopped and ends in the same store. A file whose content has
/// changed replaces its earlier self. One object is for one thread; open another for another
/// thread.
class TraceStore {
public:
    /// Errors: as Database::open; Invalid for a file of a newer version or another program.
    [[nodiscard]] static Result<TraceStore> open(const std::filesystem::path& file,
                                                 Database::Mode mode = Database::Mode::ReadWrite);
    TraceStore(TraceStore&&) noexcept;
    TraceStore& operator=(TraceStore&&) noexcept;
    ~TraceStore();

    /// As trace::importTraces, into the store.
    Result<ImportReport> import(const std::vector<std::filesystem::path>& paths,
                                const ImportOptions& options = {}, const JobControl& control = {});
    /// From text at hand; `name` stands for the file.
    Result<ImportReport> importText(std::string_view text, const std::string& name,
                                    const ImportOptions& options = {},
                                    const JobControl& control = {});
    /// Takes out what came from the file, as named in the report.
    Result<> removeFile(std::string_view file);

    [[nodiscard]] Result<std::vector<RunSummary>> runs() const; ///< by run id, bytewise
    [[nodiscard]] Result<std::optional<RunSummary>> run(std::string_view run) const;
    [[nodiscard]] Result<std::vector<SourceFile>> files() const; ///< in the order of import

    /// The events of one run, or of the runs of one session together, in the session's order: time,
    /// run, sequence; where one has no time: sequence, run. The cursor must not outlive the store.
    [[nodiscard]] Result<EventCursor> events(std::vector<std::string> runs) const;
    /// Of these only the calls.
    [[nodiscard]] Result<EventCursor> calls(std::vector<std::string> runs) const;

    /// The connection, for tables that others keep in the same file (store/migrations.h).
    [[nodiscard]] Database& database();

private:
    struct State;
    explicit TraceStore(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace remit::trace
