// SPDX-License-Identifier: Apache-2.0
#include "core/replay/store/replays_table.h"

#include "core/base/limits.h"

#include <fmt/format.h>

namespace remit::replay::store {
namespace {

using decision::ReplaySummary;
using trace::Database;
using trace::Statement;

constexpr std::string_view kSummaryColumns =
    "runs,calls,allow,deny,approval_required,undecidable,unreachable,allow_with_skipped_forbid,"
    "authentic_not_authorised";

/// In the order of kSummaryColumns, from that column on.
ReplaySummary summaryOf(const Statement& row, int column)
{
    ReplaySummary summary;
    for (std::int64_t* to :
         {&summary.runs, &summary.calls, &summary.allow, &summary.deny, &summary.approvalRequired,
          &summary.undecidable, &summary.unreachable, &summary.allowWithSkippedForbid})
        *to = row.integer(column++);
    summary.authenticNotAuthorised = row.optionalInteger(column);
    return summary;
}

void bindSummary(Statement& insert, int parameter, const ReplaySummary& summary)
{
    // Names all members: a new one does not compile until it is kept as well.
    const auto& [runs, calls, allow, deny, approvalRequired, undecidable, unreachable,
                 allowWithSkippedForbid, authenticNotAuthorised] = summary;
    for (const std::int64_t value : {runs, calls, allow, deny, approvalRequired, undecidable,
                                     unreachable, allowWithSkippedForbid})
        insert.bind(parameter++, value);
    insert.bind(parameter, authenticNotAuthorised);
}

void bindKey(Statement& query, const ReplayKey& key)
{
    query.bind(1, key.traces).bind(2, key.revision).bind(3, key.modes).bind(4, key.engine);
}

Result<bool> isOverBounds(const Database& database)
{
    const auto replays = database.number("SELECT count(*) FROM replays");
    if (!replays)
        return tl::unexpected(replays.error());
    return database.number("SELECT sum(calls) FROM replays").map([&](std::int64_t verdicts) {
        return *replays > limits::kKeptReplays || verdicts > limits::kKeptVerdicts;
    });
}

} // namespace

Result<std::optional<KeptReplay>> findReplay(const Database& database, const ReplayKey& key)
{
    auto query = database.prepare(fmt::format(
        "SELECT id,{} FROM replays WHERE traces=?1 AND revision=?2 AND modes=?3 AND engine=?4",
        kSummaryColumns));
    if (!query)
        return tl::unexpected(std::move(query).error());
    bindKey(*query, key);
    return query->step().map([&](bool any) {
        return any ? std::optional(KeptReplay{query->integer(0), summaryOf(*query, 1)})
                   : std::nullopt;
    });
}

Result<std::int64_t> insertReplay(Database& database, const ReplayKey& key,
                                  const ReplaySummary& summary)
{
    auto insert =
        database.prepare(fmt::format("INSERT INTO replays(traces,revision,modes,engine,{},used) "
                                     "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,"
                                     "(SELECT coalesce(max(used),0)+1 FROM replays))",
                                     kSummaryColumns));
    if (!insert)
        return tl::unexpected(std::move(insert).error());
    bindKey(*insert, key);
    bindSummary(*insert, 5, summary);
    return insert->run().map([&] { return database.lastInsertId(); });
}

Result<> markUsed(Database& database, std::int64_t replay)
{
    return database.execute(
        fmt::format("UPDATE replays SET used=(SELECT max(used)+1 FROM replays) WHERE id={0} AND "
                    "used<(SELECT max(used) FROM replays)",
                    replay));
}

Result<> forgetOld(Database& database, std::int64_t but)
{
    for (;;) {
        const auto over = isOverBounds(database);
        if (!over)
            return tl::unexpected(over.error());
        const auto oldest = database.number(
            fmt::format("SELECT id FROM replays WHERE id<>{} ORDER BY used LIMIT 1", but));
        if (!oldest)
            return tl::unexpected(oldest.error());
        if (!*over || *oldest == 0)
            return {};
        if (auto done = database.execute(fmt::format("DELETE FROM replays WHERE id={}", *oldest));
            !done)
            return done;
    }
}

} // namespace remit::replay::store
