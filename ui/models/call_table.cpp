// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/call_table.h"

#include "core/replay/verdict_store.h"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <optional>
#include <utility>
#include <variant>

namespace remit::ui {
namespace {

using decision::CallVerdict;

bool fitsQuery(const replay::VerdictQuery& query, const CallVerdict& row)
{
    return (query.verdicts.empty() || query.verdicts.count(row.verdict) > 0) &&
           (query.run.empty() || query.run == row.run) &&
           (query.agent.empty() || query.agent == row.agent) &&
           (query.tool.empty() || query.tool == row.tool) && (!query.where || query.where(row));
}

/// What rows are sorted by; rows without a value come last.
using CallSortKey = std::pair<bool, std::variant<std::int64_t, std::string>>;

CallSortKey callSortKeyOf(replay::VerdictOrder order, const CallVerdict& row)
{
    using replay::VerdictOrder;
    const auto text = [](const std::string& value) { return CallSortKey{false, value}; };
    switch (order) {
    case VerdictOrder::Run:
        return text(row.run);
    case VerdictOrder::Agent:
        return text(row.agent);
    case VerdictOrder::Task:
        return row.task ? text(*row.task) : CallSortKey{true, std::string()};
    case VerdictOrder::Tool:
        return text(row.tool);
    case VerdictOrder::Action:
        return text(row.action);
    case VerdictOrder::Resource:
        return text(row.resource);
    case VerdictOrder::Time:
        return {!row.time, row.time ? row.time->milliseconds : 0};
    case VerdictOrder::Step:
        return {false, row.step};
    case VerdictOrder::Verdict:
        return {false, static_cast<std::int64_t>(row.verdict)};
    case VerdictOrder::Crossing:
        return {row.crossings.empty(),
                row.crossings.empty() ? 0 : static_cast<std::int64_t>(row.crossings.front().kind)};
    case VerdictOrder::Replay:
        break;
    }
    return {false, std::int64_t{0}};
}

class CallsInMemory final : public CallTable {
public:
    explicit CallsInMemory(std::shared_ptr<const std::vector<CallVerdict>> rows)
        : m_rows(std::move(rows))
    {}

    [[nodiscard]] std::int64_t count() const override
    {
        return static_cast<std::int64_t>(m_rows->size());
    }
    [[nodiscard]] const std::vector<CallVerdict>* inMemory() const override { return m_rows.get(); }

    [[nodiscard]] Result<std::vector<std::int64_t>>
    rowNumbers(const replay::VerdictQuery& query, const JobControl& control) const override
    {
        std::vector<std::int64_t> numbers;
        for (std::size_t i = 0; i < m_rows->size(); ++i) {
            if (control.cancelled())
                return failure(ErrorCode::Cancelled, "The search was cancelled.");
            if (fitsQuery(query, (*m_rows)[i]))
                numbers.push_back(static_cast<std::int64_t>(i));
        }
        sort(query, numbers);
        return numbers;
    }

    [[nodiscard]] Result<std::vector<replay::VerdictGroup>>
    groups(replay::VerdictGrouping by, const replay::VerdictQuery& query,
           const JobControl& control) const override
    {
        replay::GroupTally tally(by);
        for (const CallVerdict& row : *m_rows) {
            if (control.cancelled())
                return failure(ErrorCode::Cancelled, "Counting the calls was cancelled.");
            if (fitsQuery(query, row))
                tally.add(row);
        }
        return tally.finish();
    }

    [[nodiscard]] Result<std::vector<CallVerdict>>
    page(std::span<const std::int64_t> numbers) const override
    {
        std::vector<CallVerdict> rows;
        for (const std::int64_t number : numbers) {
            if (number < 0 || number >= count())
                return failure(ErrorCode::NotFound, "there is no such call");
            rows.push_back((*m_rows)[static_cast<std::size_t>(number)]);
        }
        return rows;
    }

private:
    void sort(const replay::VerdictQuery& query, std::vector<std::int64_t>& numbers) const
    {
        if (query.order == replay::VerdictOrder::Replay) {
            if (query.descending)
                std::reverse(numbers.begin(), numbers.end());
            return;
        }
        std::vector<CallSortKey> keys(m_rows->size());
        for (const std::int64_t number : numbers)
            keys[static_cast<std::size_t>(number)] =
                callSortKeyOf(query.order, (*m_rows)[static_cast<std::size_t>(number)]);
        std::stable_sort(numbers.begin(), numbers.end(), [&](std::int64_t a, std::int64_t b) {
            const CallSortKey& one = keys[static_cast<std::size_t>(a)];
            const CallSortKey& other = keys[static_cast<std::size_t>(b)];
            if (one.first || other.first)
                return !one.first && other.first;
            return query.descending ? other.second < one.second : one.second < other.second;
        });
    }

    std::shared_ptr<const std::vector<CallVerdict>> m_rows;
};

/// A search has a connection of its own, so that pages need not wait for it.
class CallsInStore final : public CallTable {
public:
    CallsInStore(std::filesystem::path store, const replay::KeptReplay& replay)
        : m_store(std::move(store)), m_replay(replay)
    {}

    [[nodiscard]] std::int64_t count() const override { return m_replay.rows(); }
    [[nodiscard]] const std::vector<CallVerdict>* inMemory() const override { return nullptr; }

    [[nodiscard]] Result<std::vector<std::int64_t>>
    rowNumbers(const replay::VerdictQuery& query, const JobControl& control) const override
    {
        const auto store = replay::VerdictStore::open(m_store);
        if (!store)
            return tl::unexpected<Error>(store.error());
        return store->rowNumbers(m_replay, query, control);
    }

    [[nodiscard]] Result<std::vector<replay::VerdictGroup>>
    groups(replay::VerdictGrouping by, const replay::VerdictQuery& query,
           const JobControl& control) const override
    {
        const auto store = replay::VerdictStore::open(m_store);
        if (!store)
            return tl::unexpected<Error>(store.error());
        return store->groups(m_replay, by, query, control);
    }

    [[nodiscard]] Result<std::vector<CallVerdict>>
    page(std::span<const std::int64_t> numbers) const override
    {
        const std::lock_guard lock(m_mutex);
        if (!m_pages) {
            auto store = replay::VerdictStore::open(m_store);
            if (!store)
                return tl::unexpected<Error>(store.error());
            m_pages.emplace(std::move(*store));
        }
        return m_pages->page(m_replay, numbers);
    }

private:
    std::filesystem::path m_store;
    replay::KeptReplay m_replay;
    mutable std::mutex m_mutex;
    mutable std::optional<replay::VerdictStore> m_pages;
};

} // namespace

Result<std::vector<replay::VerdictGroup>> CallTable::groups(replay::VerdictGrouping by,
                                                            const replay::VerdictQuery& query,
                                                            const JobControl& control) const
{
    constexpr std::size_t kRowsAtOnce = 512;
    const auto numbers = rowNumbers(query, control);
    if (!numbers)
        return tl::unexpected<Error>(numbers.error());
    replay::GroupTally tally(by);
    for (std::size_t at = 0; at < numbers->size(); at += kRowsAtOnce) {
        if (control.cancelled())
            return failure(ErrorCode::Cancelled, "Counting the calls was cancelled.");
        const auto rows =
            page(std::span(*numbers).subspan(at, std::min(kRowsAtOnce, numbers->size() - at)));
        if (!rows)
            return tl::unexpected<Error>(rows.error());
        for (const CallVerdict& row : *rows)
            tally.add(row);
    }
    return tally.finish();
}

std::shared_ptr<const CallTable>
callsInMemory(std::shared_ptr<const std::vector<decision::CallVerdict>> rows)
{
    return std::make_shared<const CallsInMemory>(std::move(rows));
}

std::shared_ptr<const CallTable> keptCalls(std::filesystem::path traceStore,
                                           const replay::KeptReplay& replay)
{
    return std::make_shared<const CallsInStore>(std::move(traceStore), replay);
}

} // namespace remit::ui
