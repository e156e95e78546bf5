// SPDX-License-Identifier: Apache-2.0
#include "core/replay/store/row_groups.h"

#include "core/replay/store/row_numbers.h"
#include "core/replay/store/text_table.h"
#include "core/replay/store/verdict_row.h"

#include <fmt/format.h>

#include <optional>
#include <unordered_map>

namespace remit::replay::store {
namespace {

using decision::CallVerdict;
using trace::Statement;

/// The column that holds the group of a row, for those that one column holds.
std::optional<std::string_view> groupColumn(VerdictGrouping by)
{
    switch (by) {
    case VerdictGrouping::Run:
        return "run";
    case VerdictGrouping::Agent:
        return "agent";
    case VerdictGrouping::Task:
        return "task";
    case VerdictGrouping::Tool:
        return "tool";
    case VerdictGrouping::Resource:
        return "resource";
    case VerdictGrouping::Crossing:
        return "crossing";
    case VerdictGrouping::Verdict:
        return "verdict";
    case VerdictGrouping::Policy:
        break;
    }
    return std::nullopt;
}

/// Steps through the rows and says `see()` of each; looks now and then whether the job was
/// cancelled.
template <class See>
Result<> eachSelected(Statement& select, const JobControl& control, See see)
{
    constexpr std::int64_t kLookEvery = 4096;
    for (std::int64_t seen = 0;; ++seen) {
        if (seen % kLookEvery == 0 && control.cancelled())
            return failure(ErrorCode::Cancelled, "Counting the calls was cancelled.");
        const auto row = select.step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
        if (Result<> taken = see(); !taken)
            return taken;
    }
}

/// Counts by the numbers that stand in one column; the texts are looked up at the end.
class ColumnTally {
public:
    ColumnTally(VerdictGrouping by, const KeptTexts& texts) : m_by(by), m_texts(texts) {}

    /// Columns: group, verdict, agent, task.
    Result<> add(const Statement& row)
    {
        const std::optional<std::int64_t> value = row.optionalInteger(0);
        if (!value && m_by == VerdictGrouping::Crossing)
            return {};
        const std::int64_t number = value.value_or(-1);
        auto place = m_places.find(number);
        if (place == m_places.end()) {
            if (m_by != VerdictGrouping::Run && m_groups.size() >= kMostVerdictGroups)
                return {};
            place = m_places.emplace(number, m_groups.size()).first;
            VerdictGroup& group = m_groups.emplace_back();
            if (value)
                group.name = nameOf(*value);
            if (m_by == VerdictGrouping::Run) {
                group.agent = textOf(row.integer(2));
                group.task = row.isNull(3) ? std::string() : textOf(row.integer(3));
            }
        }
        const auto verdict = static_cast<std::size_t>(row.integer(1));
        VerdictGroup& group = m_groups[place->second];
        if (verdict >= group.counts.size())
            return failure(ErrorCode::Malformed, "the kept verdicts are damaged",
                           "Replay the traces again.");
        ++group.counts.at(verdict);
        return {};
    }

    std::vector<VerdictGroup> finish() { return std::move(m_groups); }

private:
    [[nodiscard]] std::string textOf(std::int64_t number) const
    {
        const std::string* text = m_texts.text(number);
        return text == nullptr ? std::string() : *text;
    }
    [[nodiscard]] std::string nameOf(std::int64_t value) const
    {
        if (m_by == VerdictGrouping::Crossing)
            return std::string(decision::name(static_cast<decision::CrossingKind>(value)));
        if (m_by == VerdictGrouping::Verdict)
            return std::string(decision::name(static_cast<decision::Verdict>(value)));
        return textOf(value);
    }

    VerdictGrouping m_by;
    const KeptTexts& m_texts;
    std::vector<VerdictGroup> m_groups;
    std::unordered_map<std::int64_t, std::size_t> m_places;
};

} // namespace

Result<std::vector<VerdictGroup>> rowGroups(const trace::Database& database, std::int64_t replay,
                                            VerdictGrouping by, const VerdictQuery& query,
                                            const JobControl& control)
{
    auto texts = KeptTexts::read(database, replay, control);
    if (!texts)
        return tl::unexpected(std::move(texts).error());
    const auto where = rowConditions(query, *texts);
    if (!where)
        return std::vector<VerdictGroup>();
    const auto column = query.where ? std::nullopt : groupColumn(by);
    const std::string columns =
        column ? fmt::format("{},verdict,agent,task", *column) : std::string(kRowColumns);
    auto select = database.prepare(
        fmt::format("SELECT {} FROM verdicts WHERE replay=?1{} ORDER BY row", columns, *where));
    if (!select)
        return tl::unexpected(std::move(select).error());
    select->bind(1, replay);
    if (column) {
        ColumnTally tally(by, *texts);
        return eachSelected(*select, control, [&] { return tally.add(*select); }).map([&] {
            return tally.finish();
        });
    }
    GroupTally tally(by);
    const auto take = [&](const CallVerdict& row) {
        if (!query.where || query.where(row))
            tally.add(row);
    };
    return eachSelected(*select, control,
                        [&]() -> Result<> {
                            return readRow(*select, [&](std::int64_t n) { return texts->text(n); })
                                .map(take);
                        })
        .map([&] { return tally.finish(); });
}

} // namespace remit::replay::store
