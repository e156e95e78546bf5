// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_axis.h"

#include <algorithm>
#include <cmath>

namespace remit::ui {

namespace {

/// A pause this many times as long as the usual one is folded …
constexpr std::int64_t kLongPause = 30;
/// … to this many usual ones.
constexpr double kFoldedPause = 12;
constexpr double kMarginShare = 0.015; ///< of the length, at each end
constexpr double kMsOfUnit = 1000;     ///< a unit of the time axis is a second

/// The usual pause between two calls, in milliseconds: the median, at least one.
std::int64_t usualPause(const CallColumns& columns)
{
    std::vector<std::int64_t> pauses;
    const auto& order = columns.byTime();
    // A sample is as good as all of them.
    const std::size_t step = std::max<std::size_t>(1, order.size() / 20'000);
    for (std::size_t rank = 1; rank < order.size(); rank += step) {
        const std::int64_t pause = columns[order[rank]].time - columns[order[rank - 1]].time;
        if (pause > 0)
            pauses.push_back(pause);
    }
    if (pauses.empty())
        return 1;
    const auto middle = pauses.begin() + static_cast<std::ptrdiff_t>(pauses.size() / 2);
    std::nth_element(pauses.begin(), middle, pauses.end());
    return std::max<std::int64_t>(1, *middle);
}

} // namespace

TimelineAxis::TimelineAxis(std::shared_ptr<const CallColumns> columns, AxisKind kind)
    : m_columns(std::move(columns))
    , m_kind(m_columns->hasTimes() && m_columns->size() > 0 ? kind : AxisKind::Order)
{
    m_places.resize(m_columns->size());
    if (m_kind == AxisKind::Time) {
        layOutTimes();
        return;
    }
    for (std::size_t rank = 0; rank < m_places.size(); ++rank)
        m_places[rank] = static_cast<double>(rank) + 0.5;
    m_length = static_cast<double>(m_places.size());
}

void TimelineAxis::layOutTimes()
{
    const auto& order = m_columns->byTime();
    const std::int64_t usual = usualPause(*m_columns);
    double at = 0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        if (rank > 0) {
            const std::int64_t pause =
                (*m_columns)[order[rank]].time - (*m_columns)[order[rank - 1]].time;
            const double begin = at;
            if (pause > usual * kLongPause) {
                at += static_cast<double>(usual) * kFoldedPause / kMsOfUnit;
                m_folds.push_back({begin, at, pause});
            } else {
                at += static_cast<double>(pause) / kMsOfUnit;
            }
        }
        m_places[rank] = at;
    }
    // Room at both ends, so that the first sign and the last are seen whole.
    const double margin = std::max(static_cast<double>(usual) / kMsOfUnit, at * kMarginShare);
    for (double& place : m_places)
        place += margin;
    for (Fold& fold : m_folds) {
        fold.place += margin;
        fold.end += margin;
    }
    m_length = at + 2 * margin;
}

double TimelineAxis::rankAt(double place) const
{
    if (m_places.empty())
        return 0;
    const auto next = std::upper_bound(m_places.begin(), m_places.end(), place);
    if (next == m_places.begin())
        return 0;
    const auto rank = static_cast<double>(next - m_places.begin() - 1);
    if (next == m_places.end())
        return rank;
    const double before = *(next - 1);
    return rank + (place - before) / (*next - before);
}

double TimelineAxis::placeOfFractionalRank(double rank) const
{
    if (m_places.empty())
        return 0;
    const auto last = static_cast<double>(m_places.size() - 1);
    const double inside = std::clamp(rank, 0.0, last);
    const auto below = static_cast<std::size_t>(std::floor(inside));
    const std::size_t above = std::min(below + 1, m_places.size() - 1);
    return std::lerp(m_places[below], m_places[above], inside - std::floor(inside));
}

std::optional<double> TimelineAxis::placeOfTime(std::int64_t time) const
{
    if (m_places.empty() || !m_columns->hasTimes())
        return std::nullopt;
    const auto& order = m_columns->byTime();
    const auto next = std::upper_bound(
        order.begin(), order.end(), time,
        [this](std::int64_t wanted, std::uint32_t row) { return wanted < (*m_columns)[row].time; });
    if (next == order.begin())
        return time == (*m_columns)[order.front()].time ? m_places.front() : 0.0;
    if (next == order.end())
        return time == (*m_columns)[order.back()].time ? m_places.back() : m_length;
    const auto rank = static_cast<std::size_t>(next - order.begin());
    const std::int64_t before = (*m_columns)[order[rank - 1]].time;
    const std::int64_t after = (*m_columns)[order[rank]].time;
    const double share =
        after == before ? 0
                        : static_cast<double>(time - before) / static_cast<double>(after - before);
    return std::lerp(m_places[rank - 1], m_places[rank], share);
}

std::optional<std::int64_t> TimelineAxis::timeAt(double place) const
{
    if (m_places.empty() || !m_columns->hasTimes())
        return std::nullopt;
    const double rank = rankAt(place);
    const auto& order = m_columns->byTime();
    const auto below = static_cast<std::size_t>(std::floor(rank));
    const std::size_t above = std::min(below + 1, order.size() - 1);
    const auto before = static_cast<double>((*m_columns)[order[below]].time);
    const auto after = static_cast<double>((*m_columns)[order[above]].time);
    double time = std::lerp(before, after, rank - std::floor(rank));
    if (m_kind == AxisKind::Time && place < m_places.front())
        time -= (m_places.front() - place) * kMsOfUnit;
    if (m_kind == AxisKind::Time && place > m_places.back())
        time += (place - m_places.back()) * kMsOfUnit;
    return std::llround(time);
}

} // namespace remit::ui
