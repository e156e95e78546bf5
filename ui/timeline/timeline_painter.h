// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/call_scope.h"
#include "ui/shell/verdict_sign.h"
#include "ui/timeline/timeline_data.h"

#include <QFont>
#include <QPixmap>
#include <QRect>

#include <functional>
#include <map>
#include <optional>
#include <tuple>

class QPainter;

namespace remit::ui {

struct Colors;

/// Signs as pixmaps: thousands of them are drawn in a frame.
class SignPixmaps {
public:
    /// Of a size in logical pixels, for the colours now.
    const QPixmap& of(Sign sign, int size, const Colors& colors, qreal ratio);
    void clear() { m_pixmaps.clear(); }

private:
    std::map<std::tuple<Sign, int>, QPixmap> m_pixmaps;
    qreal m_ratio = 0;
};

/// Where things stand in the view.
struct TimelineGeometry {
    static constexpr int kRuler = 24;
    static constexpr int kBar = 14;
    static constexpr int kLane = 34;
    static constexpr int kNames = 168; ///< width of the names at the left

    QRect area;       ///< of the viewport
    double left = 0;  ///< place at the left edge of the calls
    double scale = 1; ///< pixels for a unit of the axis
    int scrolled = 0; ///< pixels, down
    int barRows = 0;

    [[nodiscard]] int callsLeft() const { return area.left() + kNames; }
    [[nodiscard]] int callsWidth() const { return std::max(1, area.width() - kNames); }
    [[nodiscard]] double x(double place) const { return callsLeft() + (place - left) * scale; }
    [[nodiscard]] double place(double x) const { return left + (x - callsLeft()) / scale; }
    [[nodiscard]] double right() const { return place(callsLeft() + callsWidth()); }
    [[nodiscard]] int lanesTop() const { return kRuler + (barRows == 0 ? 0 : barRows * kBar + 6); }
    [[nodiscard]] int laneTop(int lane) const { return lanesTop() + lane * kLane - scrolled; }
    /// Negative: above the lanes.
    [[nodiscard]] int laneAt(int y) const
    {
        return y < lanesTop() ? -1 : (y - lanesTop() + scrolled) / kLane;
    }
};

/// One frame.
struct TimelineFrame {
    const TimelineData& data;
    TimelineGeometry geometry;
    const Colors& colors;
    SignPixmaps& signs;
    qreal ratio = 1; ///< device pixels of a logical one
    QFont font;
    std::optional<std::size_t> current;             ///< row
    std::optional<std::pair<double, double>> range; ///< places
    bool focused = false;
    /// A crossing that people have accepted or called a false alarm.
    std::function<bool(std::size_t row)> reviewed;
};

void paintTimeline(QPainter& painter, const TimelineFrame& frame);

/// The name of a lane as it is shown: the id without its type.
[[nodiscard]] QString laneName(const TimelineLane& lane);

} // namespace remit::ui
