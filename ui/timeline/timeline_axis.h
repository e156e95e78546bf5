// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/call_columns.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace remit::ui {

/// What the timeline runs along.
enum class AxisKind : std::uint8_t {
    Time,  ///< seconds, with long stretches without any call folded
    Order, ///< each call takes one unit
};

/// Where the calls of a replay stand on the timeline. Places are numbers from 0 to length();
/// a rank is a place in CallColumns::byTime(). Immutable.
class TimelineAxis {
public:
    TimelineAxis() = default;
    /// `kind` Time where not every call has a time: Order.
    TimelineAxis(std::shared_ptr<const CallColumns> columns, AxisKind kind);

    [[nodiscard]] AxisKind kind() const { return m_kind; }
    [[nodiscard]] double length() const { return m_length; }
    [[nodiscard]] std::size_t size() const { return m_places.size(); }
    [[nodiscard]] double placeOfRank(std::size_t rank) const { return m_places[rank]; }
    /// Between two calls fractional; at the ends the first and last rank.
    [[nodiscard]] double rankAt(double place) const;
    [[nodiscard]] double placeOfFractionalRank(double rank) const;
    /// Milliseconds since 1970; before the first call 0, after the last length(). Nothing where
    /// the calls have no times.
    [[nodiscard]] std::optional<double> placeOfTime(std::int64_t time) const;
    [[nodiscard]] std::optional<std::int64_t> timeAt(double place) const;

    /// A stretch without calls that is drawn short.
    struct Fold {
        double place = 0;         ///< where it begins
        double end = 0;           ///< where it ends
        std::int64_t skipped = 0; ///< milliseconds
    };
    [[nodiscard]] const std::vector<Fold>& folds() const { return m_folds; }

private:
    void layOutTimes();

    std::shared_ptr<const CallColumns> m_columns;
    AxisKind m_kind = AxisKind::Order;
    double m_length = 0;
    std::vector<double> m_places; ///< by rank, ascending
    std::vector<Fold> m_folds;
};

} // namespace remit::ui
