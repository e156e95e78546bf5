// SPDX-License-Identifier: Apache-2.0
#include "core/trace/store/events_table.h"

#include "core/trace/importers/event_reader.h"
#include "core/trace/jsonl_writer.h"

#include <fmt/format.h>

namespace remit::trace::store {

namespace {

constexpr std::array<std::string_view, 1> kEventsSql{
    "INSERT INTO events(run,sequence,position,time,kind,label,body) VALUES(?1,?2,?3,?4,?5,?6,?7)",
};

constexpr std::size_t kCallKind = 2;
constexpr std::size_t kNoteKind = 7;
static_assert(std::is_same_v<std::variant_alternative_t<kCallKind, EventBody>, Call>);
static_assert(std::is_same_v<std::variant_alternative_t<kNoteKind, EventBody>, Note>);
static_assert(std::variant_size_v<EventBody> == kNoteKind + 1, "the store's kinds are these");

/// Names of the kinds before the note, as in the own format.
constexpr std::array<std::string_view, kNoteKind> kTypes{
    "run", "message", "call", "result", "delegate", "approve", "lifecycle",
};

std::optional<std::string> labelOf(const EventBody& body)
{
    if (const auto* call = std::get_if<Call>(&body))
        return call->tool;
    if (const auto* note = std::get_if<Note>(&body))
        return note->type;
    return std::nullopt;
}

constexpr std::string_view kColumns =
    "SELECT r.name,r.session,e.time,e.sequence,e.kind,e.label,e.body,s.format,s.file "
    "FROM events e JOIN runs r ON r.id=e.run JOIN sources s ON s.id=r.source WHERE r.name IN (";

std::string parameters(std::size_t count)
{
    std::string list;
    for (std::size_t i = 1; i <= count; ++i)
        list += fmt::format("{}?{}", i > 1 ? "," : "", i);
    return list;
}

Result<Statement> prepareFor(const Database& database, const std::string& sql,
                             const std::vector<std::string>& runs)
{
    auto statement = database.prepare(sql);
    if (!statement)
        return statement;
    for (std::size_t i = 0; i < runs.size(); ++i)
        statement->bind(static_cast<int>(i + 1), runs[i]);
    return statement;
}

Result<bool> isEveryEventTimed(const Database& database, const std::vector<std::string>& runs)
{
    auto query = prepareFor(database,
                            fmt::format("SELECT 1 FROM events e JOIN runs r ON r.id=e.run WHERE "
                                        "e.time IS NULL AND r.name IN ({}) LIMIT 1",
                                        parameters(runs.size())),
                            runs);
    if (!query)
        return tl::unexpected(std::move(query).error());
    return query->step().map([](bool untimed) { return !untimed; });
}

std::optional<EventBody> bodyOf(const Statement& row)
{
    const auto kind = static_cast<std::size_t>(row.integer(4));
    if (kind == kNoteKind)
        return Note{row.text(5), row.text(6)};
    if (kind >= kTypes.size())
        return std::nullopt;
    const JsonDocument json = parseJson(row.view(6));
    if (!json.root)
        return std::nullopt;
    auto body = readEventBody(kTypes[kind], *json.root);
    if (body) {
        if (auto* start = std::get_if<RunStart>(&*body)) {
            start->format = row.text(7);
            start->file = row.text(8);
        }
    }
    return body;
}

} // namespace

Result<EventsTable> EventsTable::open(const Database& database)
{
    return Statements::of(database, kEventsSql).map([](Statements statements) {
        return EventsTable(std::move(statements));
    });
}

Result<> EventsTable::insert(std::int64_t run, std::int64_t position, const Event& event)
{
    const auto time = event.time ? std::optional(event.time->milliseconds) : std::nullopt;
    return m_statements[0]
        .bind(1, run)
        .bind(2, event.sequence)
        .bind(3, position)
        .bind(4, time)
        .bind(5, static_cast<std::int64_t>(event.body.index()))
        .bind(6, labelOf(event.body))
        .bind(7, toJson(event.body))
        .run();
}

Result<EventQuery> EventQuery::open(const Database& database, const std::vector<std::string>& runs,
                                    bool callsOnly)
{
    const auto timed = isEveryEventTimed(database, runs);
    if (!timed)
        return tl::unexpected(timed.error());
    const std::string sql = fmt::format(
        "{}{}){} ORDER BY {}", kColumns, parameters(runs.size()),
        callsOnly ? fmt::format(" AND e.kind={}", kCallKind) : std::string(),
        *timed ? "e.time,r.name,e.sequence,e.position" : "e.sequence,r.name,e.position");
    return prepareFor(database, sql, runs).map([](Statement statement) {
        return EventQuery(std::move(statement));
    });
}

Result<std::optional<Event>> EventQuery::next()
{
    const auto row = m_statement.step();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return std::optional<Event>();
    auto body = bodyOf(m_statement);
    if (!body)
        return failure(ErrorCode::Malformed,
                       fmt::format("an event of the run {} in the trace store is damaged",
                                   m_statement.text(0)),
                       "move the store away and import the traces again");
    Event event{m_statement.text(0), m_statement.text(1), std::nullopt, m_statement.integer(3),
                std::move(*body)};
    if (const auto time = m_statement.optionalInteger(2))
        event.time = Instant{*time};
    return std::optional(std::move(event));
}

} // namespace remit::trace::store
