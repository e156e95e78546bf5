// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_data.h"

#include "ui/timeline/timeline_events.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace remit::ui {

using decision::Verdict;

namespace {

/// Lanes in the order of their first calls.
void addLanes(TimelineData& data)
{
    const CallColumns& columns = *data.columns;
    constexpr std::uint32_t kNone = UINT32_MAX;
    std::vector<std::uint32_t> laneOfAgent(columns.agents().size(), kNone);
    std::vector<std::size_t> sizes;
    data.laneOfRow.resize(columns.size());
    for (const std::uint32_t row : columns.byTime()) {
        std::uint32_t& lane = laneOfAgent[columns[row].agent];
        if (lane == kNone) {
            lane = static_cast<std::uint32_t>(data.lanes.size());
            data.lanes.emplace_back().agent = columns.agent(row);
            sizes.push_back(0);
        }
        ++sizes[lane];
        data.laneOfRow[row] = lane;
    }
    for (std::size_t lane = 0; lane < data.lanes.size(); ++lane) {
        data.lanes[lane].rows.reserve(sizes[lane]);
        data.lanes[lane].places.reserve(sizes[lane]);
        data.lanes[lane].counts.reserve(sizes[lane] + 1);
        data.lanes[lane].counts.push_back({});
    }
}

void fillLanes(TimelineData& data)
{
    const auto& order = data.columns->byTime();
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        const std::uint32_t row = order[rank];
        TimelineLane& lane = data.lanes[data.laneOfRow[row]];
        const auto weight = static_cast<std::size_t>(weightOf((*data.columns)[row]));
        lane.rows.push_back(row);
        lane.places.push_back(data.axis.placeOfRank(rank));
        auto counts = lane.counts.back();
        counts.at(weight) += data.fits[row] ? 1 : 0;
        lane.counts.push_back(counts);
        ++lane.all.at(weight);
    }
}

/// Bars that do not overlap share a row; what needs more rows than there are is only counted.
void packBars(std::vector<TimelineBar> bars, TimelineData& data)
{
    std::vector<double> ends;
    for (TimelineBar& bar : bars) {
        const auto free =
            std::find_if(ends.begin(), ends.end(), [&](double end) { return end <= bar.begin; });
        bar.row = static_cast<int>(free - ends.begin());
        if (bar.row >= kMostBarRows) {
            ++data.hiddenBars;
            continue;
        }
        if (free == ends.end())
            ends.push_back(bar.end);
        else
            *free = bar.end;
        data.bars.push_back(std::move(bar));
    }
    data.barRows = static_cast<int>(ends.size());
}

int laneOf(const TimelineData& data, const std::string& agent)
{
    for (std::size_t i = 0; i < data.lanes.size(); ++i) {
        if (data.lanes[i].agent == agent)
            return static_cast<int>(i);
    }
    return -1;
}

void addBars(const TimelineEvents& events, TimelineData& data)
{
    std::vector<TimelineBar> bars;
    for (const TimelineEvents::Life& life : events.lives) {
        const auto begin = data.axis.placeOfTime(life.begin);
        const auto end = life.end ? data.axis.placeOfTime(*life.end) : data.axis.length();
        // Lives that are over before the first call, or begin after the last, say nothing here.
        if (begin && end && *end > *begin)
            bars.push_back(
                {life.kind, life.title, *begin, *end, life.tip, *end < data.axis.length(), 0});
    }
    std::stable_sort(bars.begin(), bars.end(), [](const auto& a, const auto& b) {
        return std::tie(a.kind, a.begin) < std::tie(b.kind, b.begin);
    });
    packBars(std::move(bars), data);
}

std::optional<double> placeOf(const TimelineEvents::Happening& happening, const TimelineData& data)
{
    if (happening.time != CallColumns::kNoTime && data.columns->hasTimes())
        return data.axis.placeOfTime(happening.time);
    if (!happening.before)
        return std::nullopt;
    const auto row = data.columns->rowOf(happening.run, *happening.before);
    if (!row)
        return std::nullopt;
    return data.axis.placeOfRank(data.columns->rankOf(*row));
}

void addHappenings(const TimelineEvents& events, TimelineData& data)
{
    for (const TimelineEvents::Happening& one : events.happenings) {
        const auto place = placeOf(one, data);
        if (!place)
            continue;
        const int lane = laneOf(data, one.agent);
        if (one.isDelegation) {
            const int to = laneOf(data, one.to);
            if (lane >= 0 && to >= 0 && lane != to)
                data.arrows.push_back({*place, lane, to, one.text});
            continue;
        }
        data.flags.push_back({one.kind, *place, lane, one.time, one.text});
    }
    std::stable_sort(data.flags.begin(), data.flags.end(),
                     [](const auto& a, const auto& b) { return a.place < b.place; });
}

} // namespace

Weight weightOf(const CallColumns::Call& call)
{
    if (call.identity)
        return Weight::Identity;
    switch (call.verdict) {
    case Verdict::Deny:
        return Weight::Deny;
    case Verdict::ApprovalRequired:
        return Weight::Approval;
    case Verdict::Undecidable:
        return Weight::Undecidable;
    case Verdict::Unreachable:
        return Weight::Unreachable;
    case Verdict::Allow:
        break;
    }
    return Weight::Allow;
}

std::shared_ptr<const TimelineData> layOutTimeline(std::shared_ptr<const CallColumns> columns,
                                                   AxisKind kind,
                                                   const std::vector<std::int64_t>& matching,
                                                   const TimelineEvents* events)
{
    auto data = std::make_shared<TimelineData>();
    data->columns = std::move(columns);
    data->axis = TimelineAxis(data->columns, kind);
    data->matching = matching.size();
    data->fits.assign(data->columns->size(), false);
    for (const std::int64_t row : matching) {
        if (row >= 0 && static_cast<std::size_t>(row) < data->fits.size())
            data->fits[static_cast<std::size_t>(row)] = true;
    }
    addLanes(*data);
    fillLanes(*data);
    if (events != nullptr) {
        addBars(*events, *data);
        addHappenings(*events, *data);
    }
    return data;
}

} // namespace remit::ui
