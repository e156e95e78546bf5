// SPDX-License-Identifier: Apache-2.0
#include "core/trace/trace_store.h"

#include "core/trace/store/events_table.h"
#include "core/trace/store/migrations.h"
#include "core/trace/store/runs_table.h"
#include "core/trace/store/schema.h"
#include "core/trace/store/sources_table.h"
#include "core/trace/store/store_sink.h"
#include "core/trace/store/writer_thread.h"

#include <algorithm>

namespace remit::trace {

struct EventCursor::State {
    store::EventQuery query;
};

EventCursor::EventCursor(std::unique_ptr<State> state) : m_state(std::move(state)) {}
EventCursor::EventCursor(EventCursor&&) noexcept = default;
EventCursor& EventCursor::operator=(EventCursor&&) noexcept = default;
EventCursor::~EventCursor() = default;

Result<std::optional<Event>> EventCursor::next()
{
    return m_state->query.next();
}

struct TraceStore::State {
    explicit State(Database opened) : database(std::move(opened)) {}

    Database database;
    std::optional<store::Tables>
        tables; ///< prepared after the migration; closed before the database
};

TraceStore::TraceStore(std::unique_ptr<State> state) : m_state(std::move(state)) {}
TraceStore::TraceStore(TraceStore&&) noexcept = default;
TraceStore& TraceStore::operator=(TraceStore&&) noexcept = default;
TraceStore::~TraceStore() = default;

Result<TraceStore> TraceStore::open(const std::filesystem::path& file, Database::Mode mode)
{
    auto database = Database::open(file, mode);
    if (!database)
        return tl::unexpected(std::move(database).error());
    auto state = std::make_unique<State>(std::move(*database));
    auto ready = mode == Database::Mode::ReadWrite
                     ? migrate(state->database, store::kComponent, store::kMigrations)
                     : checkVersion(state->database, store::kComponent, store::kMigrations);
    if (!ready)
        return tl::unexpected(std::move(ready).error());
    auto tables = store::Tables::open(state->database);
    if (!tables)
        return tl::unexpected(std::move(tables).error());
    state->tables.emplace(std::move(*tables));
    return TraceStore(std::move(state));
}

Result<ImportReport> TraceStore::import(const std::vector<std::filesystem::path>& paths,
                                        const ImportOptions& options, const JobControl& control)
{
    store::StoreSink sink(m_state->database, *m_state->tables);
    store::WriterThread writer(sink);
    return importTraces(paths, options, writer, control);
}

Result<ImportReport> TraceStore::importText(std::string_view text, const std::string& name,
                                            const ImportOptions& options, const JobControl& control)
{
    store::StoreSink sink(m_state->database, *m_state->tables);
    store::WriterThread writer(sink);
    return trace::importText(text, name, options, writer, control);
}

Result<> TraceStore::removeFile(std::string_view file)
{
    return m_state->tables->sources.remove(file, {});
}

Result<std::vector<RunSummary>> TraceStore::runs() const
{
    return m_state->tables->runs.list();
}

Result<std::optional<RunSummary>> TraceStore::run(std::string_view run) const
{
    if (run.empty())
        return std::optional<RunSummary>();
    auto found = m_state->tables->runs.list(run);
    if (!found)
        return tl::unexpected(std::move(found).error());
    return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

Result<std::vector<SourceFile>> TraceStore::files() const
{
    return m_state->tables->sources.list();
}

Result<EventCursor> TraceStore::events(std::vector<std::string> runs) const
{
    return store::EventQuery::open(m_state->database, runs, false).map([](store::EventQuery query) {
        return EventCursor(
            std::make_unique<EventCursor::State>(EventCursor::State{std::move(query)}));
    });
}

Result<EventCursor> TraceStore::calls(std::vector<std::string> runs) const
{
    return store::EventQuery::open(m_state->database, runs, true).map([](store::EventQuery query) {
        return EventCursor(
            std::make_unique<EventCursor::State>(EventCursor::State{std::move(query)}));
    });
}

Database& TraceStore::database()
{
    return m_state->database;
}

} // namespace remit::trace
