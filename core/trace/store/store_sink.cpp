// SPDX-License-Identifier: Apache-2.0
#include "core/trace/store/store_sink.h"

#include <algorithm>

namespace remit::trace::store {

namespace {

void note(RunSummary& run, const Event& event)
{
    ++run.events;
    if (run.session.empty())
        run.session = event.session;
    if (event.time) {
        run.first = run.first ? std::min(*run.first, *event.time) : *event.time;
        run.last = run.last ? std::max(*run.last, *event.time) : *event.time;
    }
    if (std::holds_alternative<Call>(event.body))
        ++run.calls;
    if (const auto* start = std::get_if<RunStart>(&event.body)) {
        if (run.agent.empty())
            run.agent = start->agent.text;
        if (run.task.empty())
            run.task = start->task.text;
    }
}

} // namespace

Result<Tables> Tables::open(const Database& database)
{
    auto sources = SourcesTable::open(database);
    if (!sources)
        return tl::unexpected(std::move(sources).error());
    auto runs = RunsTable::open(database);
    if (!runs)
        return tl::unexpected(std::move(runs).error());
    auto events = EventsTable::open(database);
    if (!events)
        return tl::unexpected(std::move(events).error());
    return Tables{std::move(*sources), std::move(*runs), std::move(*events)};
}

Result<bool> StoreSink::beginFile(const SourceFile& file)
{
    const auto known = m_tables.sources.hasContent(file.sha256, file.how);
    if (!known)
        return tl::unexpected(known.error());
    if (*known)
        return false;
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return tl::unexpected(std::move(transaction).error());
    m_transaction.emplace(std::move(*transaction));
    auto written = m_tables.sources.remove(file.file, file.sha256);
    if (written)
        written = m_tables.sources.insert(file);
    if (!written) {
        abandonFile();
        return tl::unexpected(std::move(written).error());
    }
    m_source = m_database.lastInsertId();
    m_position = 0;
    m_runs.clear();
    return true;
}

Result<StoreSink::OpenRun*> StoreSink::runOf(const Event& event)
{
    const auto found = m_runs.find(event.run);
    if (found != m_runs.end())
        return &found->second;
    if (auto made = m_tables.runs.insert(m_source, event.run, event.session); !made)
        return tl::unexpected(std::move(made).error());
    OpenRun& run = m_runs[event.run];
    run.id = m_database.lastInsertId();
    return &run;
}

Result<> StoreSink::take(Event event)
{
    const auto run = runOf(event);
    if (!run)
        return tl::unexpected(run.error());
    note((*run)->summary, event);
    return m_tables.events.insert((*run)->id, m_position++, event);
}

Result<> StoreSink::closeRuns()
{
    for (const auto& [name, run] : m_runs) {
        if (auto closed = m_tables.runs.close(run.id, run.summary); !closed)
            return closed;
    }
    return {};
}

Result<> StoreSink::endFile(const FileReport& report)
{
    if (report.outcome != FileOutcome::Imported) {
        abandonFile();
        return {};
    }
    auto done = closeRuns();
    if (done)
        done = m_tables.sources.close(m_source, report.counts);
    if (done)
        done = m_transaction->commit();
    if (!done)
        abandonFile();
    m_transaction.reset();
    return done;
}

void StoreSink::abandonFile()
{
    m_transaction.reset();
}

bool StoreSink::hasRun(std::string_view run) const
{
    return m_tables.runs.has(run).value_or(false);
}

} // namespace remit::trace::store
