// SPDX-License-Identifier: Apache-2.0
#include "core/trace/store/migrations.h"

#include <fmt/format.h>

namespace remit::trace {

namespace {

/// "RmtS": tells our files from those of other programs.
constexpr std::int64_t kApplicationId = 0x526D7453;

Result<> checkOwner(const Database& database)
{
    const auto id = database.number("PRAGMA application_id");
    if (!id)
        return tl::unexpected(id.error());
    if (*id == kApplicationId)
        return {};
    const auto tables = database.number("SELECT count(*) FROM sqlite_master");
    if (!tables)
        return tl::unexpected(tables.error());
    if (*id == 0 && *tables == 0)
        return {};
    return failure(ErrorCode::Invalid,
                   fmt::format("{} is the database of another program", database.file().string()),
                   "name another file for the trace store");
}

Result<std::int64_t> versionOf(const Database& database, std::string_view component)
{
    const auto known = database.number(
        "SELECT count(*) FROM sqlite_master WHERE type='table' AND name='schema_versions'");
    if (!known || *known == 0)
        return known;
    auto query = database.prepare("SELECT version FROM schema_versions WHERE component=?1");
    if (!query)
        return tl::unexpected(std::move(query).error());
    const auto row = query->bind(1, component).step();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? query->integer(0) : 0;
}

Result<> refuseNewer(const Database& database, std::int64_t version, std::size_t known)
{
    if (version >= 0 && static_cast<std::size_t>(version) <= known)
        return {};
    return failure(
        ErrorCode::Invalid,
        fmt::format("{} was written by a newer version of Remit (schema {}, this one knows {})",
                    database.file().string(), version, known),
        "use the newer version, or move the file away and import the traces again");
}

Result<> apply(Database& database, std::string_view component, std::int64_t from,
               std::span<const std::string_view> steps)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(std::move(transaction).error());
    std::string sql = fmt::format("PRAGMA application_id={};"
                                  "CREATE TABLE IF NOT EXISTS schema_versions("
                                  "component TEXT PRIMARY KEY, version INTEGER NOT NULL);",
                                  kApplicationId);
    for (const std::string_view step : steps.subspan(static_cast<std::size_t>(from)))
        sql.append(step) += ';';
    if (auto done = database.execute(sql); !done)
        return done;
    auto note = database.prepare("INSERT OR REPLACE INTO schema_versions VALUES(?1,?2)");
    if (!note)
        return tl::unexpected(std::move(note).error());
    note->bind(1, component).bind(2, static_cast<std::int64_t>(steps.size()));
    if (auto done = note->run(); !done)
        return done;
    return transaction->commit();
}

} // namespace

Result<> migrate(Database& database, std::string_view component,
                 std::span<const std::string_view> steps)
{
    if (auto own = checkOwner(database); !own)
        return own;
    const auto version = versionOf(database, component);
    if (!version)
        return tl::unexpected(version.error());
    if (auto fine = refuseNewer(database, *version, steps.size()); !fine)
        return fine;
    if (static_cast<std::size_t>(*version) == steps.size())
        return {};
    return apply(database, component, *version, steps);
}

Result<> checkVersion(const Database& database, std::string_view component,
                      std::span<const std::string_view> steps)
{
    if (auto own = checkOwner(database); !own)
        return own;
    const auto version = versionOf(database, component);
    if (!version)
        return tl::unexpected(version.error());
    if (auto fine = refuseNewer(database, *version, steps.size()); !fine)
        return fine;
    if (static_cast<std::size_t>(*version) == steps.size())
        return {};
    return failure(ErrorCode::Invalid,
                   fmt::format("{} is of an older version and is opened for reading only",
                               database.file().string()),
                   "open the workspace for writing once, which brings the store up to date");
}

} // namespace remit::trace
