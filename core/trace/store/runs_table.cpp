// SPDX-License-Identifier: Apache-2.0
#include "core/trace/store/runs_table.h"

namespace remit::trace::store {

namespace {

enum RunsQuery : std::size_t { Insert, Close, Has, List, Find };

constexpr std::array<std::string_view, 5> kRunsSql{
    "INSERT INTO runs(source,name,session) VALUES(?1,?2,?3)",
    "UPDATE runs SET agent=?2, task=?3, calls=?4, events=?5, first_time=?6, last_time=?7, "
    "session=?8 WHERE id=?1",
    "SELECT 1 FROM runs WHERE name=?1",
    "SELECT r.name,r.session,r.agent,r.task,r.calls,r.events,r.first_time,r.last_time,s.file,"
    "s.format FROM runs r JOIN sources s ON s.id=r.source ORDER BY r.name",
    "SELECT r.name,r.session,r.agent,r.task,r.calls,r.events,r.first_time,r.last_time,s.file,"
    "s.format FROM runs r JOIN sources s ON s.id=r.source WHERE r.name=?1",
};

std::optional<Instant> instant(const std::optional<std::int64_t>& milliseconds)
{
    return milliseconds ? std::optional(Instant{*milliseconds}) : std::nullopt;
}

std::optional<std::int64_t> milliseconds(const std::optional<Instant>& instant)
{
    return instant ? std::optional(instant->milliseconds) : std::nullopt;
}

RunSummary summaryOf(const Statement& row)
{
    RunSummary run;
    run.run = row.text(0);
    run.session = row.text(1);
    run.agent = row.text(2);
    run.task = row.text(3);
    run.calls = static_cast<std::uint64_t>(row.integer(4));
    run.events = static_cast<std::uint64_t>(row.integer(5));
    run.first = instant(row.optionalInteger(6));
    run.last = instant(row.optionalInteger(7));
    run.file = row.text(8);
    run.format = row.text(9);
    return run;
}

} // namespace

Result<RunsTable> RunsTable::open(const Database& database)
{
    return Statements::of(database, kRunsSql).map([](Statements statements) {
        return RunsTable(std::move(statements));
    });
}

Result<> RunsTable::insert(std::int64_t source, const std::string& name, const std::string& session)
{
    return m_statements[Insert].bind(1, source).bind(2, name).bind(3, session).run();
}

Result<> RunsTable::close(std::int64_t id, const RunSummary& run)
{
    const auto orNull = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    return m_statements[Close]
        .bind(1, id)
        .bind(2, orNull(run.agent))
        .bind(3, orNull(run.task))
        .bind(4, static_cast<std::int64_t>(run.calls))
        .bind(5, static_cast<std::int64_t>(run.events))
        .bind(6, milliseconds(run.first))
        .bind(7, milliseconds(run.last))
        .bind(8, run.session)
        .run();
}

Result<bool> RunsTable::has(std::string_view name)
{
    Statement& query = m_statements[Has];
    auto found = query.bind(1, name).step();
    query.reset();
    return found;
}

Result<std::vector<RunSummary>> RunsTable::list(std::string_view onlyName)
{
    Statement& query = m_statements[onlyName.empty() ? List : Find];
    if (!onlyName.empty())
        query.bind(1, onlyName);
    std::vector<RunSummary> runs;
    for (;;) {
        const auto row = query.step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return runs;
        runs.push_back(summaryOf(query));
    }
}

} // namespace remit::trace::store
