// SPDX-License-Identifier: Apache-2.0
#include "core/replay/store/row_numbers.h"

#include "core/replay/store/verdict_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace remit::replay::store {
namespace {

using decision::CallVerdict;
using trace::Database;
using trace::Statement;

struct OrderColumn {
    std::string_view name;
    bool isText = false; ///< a number of replay_texts
};

OrderColumn columnOf(VerdictOrder order)
{
    switch (order) {
    case VerdictOrder::Replay:
        return {"row"};
    case VerdictOrder::Run:
        return {"run", true};
    case VerdictOrder::Time:
        return {"time"};
    case VerdictOrder::Step:
        return {"step"};
    case VerdictOrder::Agent:
        return {"agent", true};
    case VerdictOrder::Task:
        return {"task", true};
    case VerdictOrder::Tool:
        return {"tool", true};
    case VerdictOrder::Action:
        return {"action", true};
    case VerdictOrder::Resource:
        return {"resource", true};
    case VerdictOrder::Verdict:
        return {"verdict"};
    case VerdictOrder::Crossing:
        return {"crossing"};
    }
    return {"row"};
}

struct Found {
    std::int64_t row = 0;
    std::optional<std::int64_t> value; ///< that it is sorted by
};

/// Rows without a value last, whatever the direction; equal ones in the order of the replay.
void sortFound(std::vector<Found>& found, bool descending)
{
    std::stable_sort(found.begin(), found.end(), [descending](const Found& a, const Found& b) {
        if (!a.value || !b.value)
            return a.value.has_value() && !b.value;
        return descending ? *b.value < *a.value : *a.value < *b.value;
    });
}

Result<bool> isWanted(const Statement& row, const VerdictQuery& query, const KeptTexts& texts)
{
    if (!query.where)
        return true;
    return readRow(row, [&texts](std::int64_t number) { return texts.text(number); })
        .map([&query](const CallVerdict& read) { return query.where(read); });
}

/// Steps between two looks at whether the job was cancelled.
constexpr std::int64_t kRowsBetweenLooks = 4096;

Result<std::vector<Found>> findRows(Statement& select, const VerdictQuery& query,
                                    const KeptTexts& texts, const JobControl& control)
{
    const OrderColumn column = columnOf(query.order);
    const std::vector<std::int64_t> ranks =
        column.isText ? texts.ranks() : std::vector<std::int64_t>();
    std::vector<Found> found;
    for (std::int64_t seen = 0;; ++seen) {
        if (seen % kRowsBetweenLooks == 0 && control.cancelled())
            return failure(ErrorCode::Cancelled, "The search was cancelled.");
        const auto row = select.step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return found;
        const auto wanted = isWanted(select, query, texts);
        if (!wanted)
            return tl::unexpected(wanted.error());
        if (!*wanted)
            continue;
        std::optional<std::int64_t> value = select.optionalInteger(kColumns);
        if (value && column.isText)
            value = static_cast<std::size_t>(*value) < ranks.size()
                        ? std::optional(ranks[static_cast<std::size_t>(*value)])
                        : std::nullopt;
        found.push_back({select.integer(Row), value});
    }
}

} // namespace

std::optional<std::string> rowConditions(const VerdictQuery& query, const KeptTexts& texts)
{
    std::string sql;
    for (const auto& [column, text] :
         {std::pair{"run", &query.run}, {"agent", &query.agent}, {"tool", &query.tool}}) {
        if (text->empty())
            continue;
        const auto number = texts.numberOf(*text);
        if (!number)
            return std::nullopt;
        sql += fmt::format(" AND {}={}", column, *number);
    }
    std::string verdicts;
    for (const decision::Verdict verdict : query.verdicts)
        verdicts += fmt::format("{}{}", verdicts.empty() ? "" : ",", static_cast<int>(verdict));
    if (!verdicts.empty())
        sql += fmt::format(" AND verdict IN ({})", verdicts);
    return sql;
}

Result<std::vector<std::int64_t>> rowNumbers(const Database& database, std::int64_t replay,
                                             const VerdictQuery& query, const JobControl& control)
{
    auto texts = KeptTexts::read(database, replay, control);
    if (!texts)
        return tl::unexpected(std::move(texts).error());
    const auto where = rowConditions(query, *texts);
    if (!where)
        return std::vector<std::int64_t>();
    auto select =
        database.prepare(fmt::format("SELECT {},{} FROM verdicts WHERE replay=?1{} ORDER BY row",
                                     kRowColumns, columnOf(query.order).name, *where));
    if (!select)
        return tl::unexpected(std::move(select).error());
    select->bind(1, replay);
    auto found = findRows(*select, query, *texts, control);
    if (!found)
        return tl::unexpected(std::move(found).error());
    if (query.order != VerdictOrder::Replay || query.descending)
        sortFound(*found, query.descending);
    std::vector<std::int64_t> numbers;
    numbers.reserve(found->size());
    for (const Found& one : *found)
        numbers.push_back(one.row);
    return numbers;
}

Result<std::vector<CallVerdict>> readPage(const Database& database, std::int64_t replay,
                                          std::span<const std::int64_t> numbers)
{
    auto texts = SingleTexts::open(database, replay);
    if (!texts)
        return tl::unexpected(std::move(texts).error());
    auto select = database.prepare(
        fmt::format("SELECT {} FROM verdicts WHERE replay=?1 AND row=?2", kRowColumns));
    if (!select)
        return tl::unexpected(std::move(select).error());
    std::vector<CallVerdict> page;
    page.reserve(numbers.size());
    for (const std::int64_t number : numbers) {
        const auto there = select->bind(1, replay).bind(2, number).step();
        if (!there)
            return tl::unexpected(there.error());
        if (!*there)
            return failure(ErrorCode::NotFound, "these verdicts are no longer kept",
                           "Replay the traces again.");
        auto row = readRow(*select, [&](std::int64_t text) { return texts->text(text); });
        if (!row)
            return tl::unexpected(std::move(row).error());
        page.push_back(std::move(*row));
        select->reset();
    }
    return page;
}

} // namespace remit::replay::store
