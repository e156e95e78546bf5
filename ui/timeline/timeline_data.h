// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "ui/timeline/timeline_axis.h"

#include <QString>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace remit::ui {

struct ReplayResult;

/// How much a verdict wants to be seen, the most last: what a strip of merged calls keeps visible.
/// A value is a place in TimelineLane::counts.
enum class Weight : std::uint8_t { Allow, Unreachable, Undecidable, Approval, Identity, Deny };
inline constexpr std::size_t kWeights = 6;
[[nodiscard]] Weight weightOf(const CallColumns::Call& call);

/// The calls of one agent.
struct TimelineLane {
    std::string agent;               ///< uid text; empty: not recorded
    std::vector<std::uint32_t> rows; ///< of the replay, in the order of time
    std::vector<double> places;      ///< of each, ascending
    /// How many calls before the i-th (and of all, at the end) fit the filter, by weight.
    std::vector<std::array<std::uint32_t, kWeights>> counts;
    std::array<std::uint32_t, kWeights> all{}; ///< of the lane, filtered or not
};

/// Life of a task or a credential.
struct TimelineBar {
    enum class Kind : std::uint8_t { Task, Credential };
    Kind kind = Kind::Task;
    std::string title; ///< "pay-bill@2"
    double begin = 0;
    double end = 0;
    QString tip;
    bool ended = false; ///< completed, cancelled, expired or revoked within what is shown
    int row = 0;        ///< from above; bars of a row do not overlap
};

inline constexpr int kMostBarRows = 5;

/// An event that is no call.
struct TimelineFlag {
    enum class Kind : std::uint8_t { Approval, Revocation, Ending, Supposed, Other };
    Kind kind = Kind::Other;
    double place = 0;
    int lane = -1; ///< negative: of all
    std::int64_t time = CallColumns::kNoTime;
    QString text;
};

/// A recorded delegation between two lanes.
struct TimelineArrow {
    double place = 0;
    int from = 0;
    int to = 0;
    QString text;
};

/// Everything the timeline draws, laid out. Made on a worker, immutable.
struct TimelineData {
    std::shared_ptr<const CallColumns> columns;
    TimelineAxis axis;
    std::vector<TimelineLane> lanes;      ///< by their first call
    std::vector<std::uint32_t> laneOfRow; ///< by row
    std::vector<bool> fits;               ///< by row: the call fits the filter
    std::vector<TimelineBar> bars;        ///< of the first kMostBarRows rows
    int barRows = 0;
    std::size_t hiddenBars = 0;      ///< for which there is no room
    std::vector<TimelineFlag> flags; ///< by place
    std::vector<TimelineArrow> arrows;
    std::size_t matching = 0; ///< calls that fit the filter
};

/// What the traces and the files say beside the calls; read once for a replay.
struct TimelineEvents;
[[nodiscard]] Result<std::shared_ptr<const TimelineEvents>>
readTimelineEvents(const ReplayResult& replay, const JobControl& control);

/// As read, and what is only supposed to have happened; either may be null.
[[nodiscard]] TimelineEvents withSupposed(const TimelineEvents* read,
                                          const TimelineEvents* supposed);

/// `matching`: numbers of the rows that fit the filter, in any order. `events` may be null.
[[nodiscard]] std::shared_ptr<const TimelineData>
layOutTimeline(std::shared_ptr<const CallColumns> columns, AxisKind kind,
               const std::vector<std::int64_t>& matching, const TimelineEvents* events);

} // namespace remit::ui
