// SPDX-License-Identifier: Apache-2.0
#include "core/replay/store/new_verdicts.h"

#include "core/replay/store/replays_table.h"
#include "core/replay/store/verdict_row.h"

#include <fmt/format.h>

#include <tuple>
#include <utility>

namespace remit::replay::store {

using trace::Database;
using trace::Transaction;

namespace {

std::string parameters(int count)
{
    std::string list = "?1";
    for (int i = 2; i <= count; ++i)
        list += fmt::format(",?{}", i);
    return list;
}

} // namespace

Result<NewVerdicts> NewVerdicts::begin(Database& database)
{
    auto ready = database.execute(fmt::format("DROP TABLE IF EXISTS temp.new_verdicts;"
                                              "CREATE TEMP TABLE new_verdicts({});"
                                              "BEGIN",
                                              kRowColumns));
    if (!ready)
        return tl::unexpected(std::move(ready).error());
    auto insert = database.prepare(
        fmt::format("INSERT INTO temp.new_verdicts VALUES({})", parameters(kColumns)));
    if (!insert) {
        std::ignore = database.execute("ROLLBACK");
        return tl::unexpected(std::move(insert).error());
    }
    return NewVerdicts(database, std::move(*insert));
}

NewVerdicts::NewVerdicts(NewVerdicts&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
    , m_insert(std::move(other.m_insert))
    , m_texts(std::move(other.m_texts))
    , m_rows(other.m_rows)
{}

NewVerdicts::~NewVerdicts()
{
    if (m_database != nullptr)
        drop();
}

void NewVerdicts::drop()
{
    m_insert.reset(); // a table with a prepared statement at work cannot be dropped
    if (m_database->inTransaction())
        std::ignore = m_database->execute("ROLLBACK");
    std::ignore = m_database->execute("DROP TABLE IF EXISTS temp.new_verdicts");
    m_database = nullptr;
}

Result<> NewVerdicts::add(std::span<const decision::CallVerdict> rows)
{
    for (const decision::CallVerdict& row : rows) {
        bindRow(*m_insert, m_rows++, row, m_texts);
        if (auto done = m_insert->run(); !done)
            return done;
    }
    return {};
}

Result<> NewVerdicts::finish(const ReplayKey& key, const decision::ReplaySummary& summary)
{
    Result<> kept = keep(key, summary);
    drop();
    return kept;
}

Result<> NewVerdicts::keep(const ReplayKey& key, const decision::ReplaySummary& summary)
{
    if (summary.calls != m_rows)
        return failure(ErrorCode::Internal, "a replay without some of its rows cannot be kept");
    if (auto done = m_database->execute("COMMIT"); !done)
        return done;
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return tl::unexpected(std::move(transaction).error());
    const auto twin = findReplay(*m_database, key);
    if (!twin || *twin)
        return twin.map([](const auto&) {});
    const auto replay = insertReplay(*m_database, key, summary);
    if (!replay)
        return tl::unexpected(replay.error());
    if (auto done = m_texts.write(*m_database, *replay); !done)
        return done;
    auto done = m_database->execute(
        fmt::format("INSERT INTO verdicts(replay,{0}) SELECT {1},{0} FROM temp.new_verdicts "
                    "ORDER BY rowid",
                    kRowColumns, *replay));
    if (!done)
        return done;
    if (done = forgetOld(*m_database, *replay); !done)
        return done;
    return transaction->commit();
}

} // namespace remit::replay::store
