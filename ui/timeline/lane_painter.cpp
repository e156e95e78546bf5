// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lane_painter.h"

#include "ui/models/text.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace remit::ui {

namespace {

constexpr int kSign = kCallSign;
constexpr int kSmallSign = 12; ///< over a strip
constexpr int kBin = 4;        ///< width of a bar of the strip
constexpr int kCell = 16;      ///< width for which a strip shows one sign
constexpr int kStripFrom = 2;  ///< pixels a call: with less the calls become a strip
constexpr int kLabelRoom = 84; ///< pixels that a label needs
constexpr double kDim = 0.22;

using Counts = std::array<std::uint32_t, kWeights>;

/// Some calls side by side.
struct Bunch {
    std::uint32_t calls = 0; ///< filtered or not
    std::uint32_t fitting = 0;
    Weight worst = Weight::Allow; ///< of those that fit
    std::uint32_t worstCalls = 0; ///< how many are such
};

Bunch bunchOf(const TimelineLane& lane, std::size_t begin, std::size_t end)
{
    Bunch bunch;
    bunch.calls = static_cast<std::uint32_t>(end - begin);
    const Counts& before = lane.counts[begin];
    const Counts& after = lane.counts[end];
    for (std::size_t weight = 0; weight < kWeights; ++weight) {
        const std::uint32_t count = after.at(weight) - before.at(weight);
        bunch.fitting += count;
        if (count == 0)
            continue;
        bunch.worst = static_cast<Weight>(weight);
        bunch.worstCalls = count;
    }
    return bunch;
}

/// Draws the calls of one lane.
class LanePainter {
public:
    LanePainter(QPainter& painter, const TimelineFrame& frame, const TimelineLane& lane, int top)
        : m_painter(painter), m_frame(frame), m_geometry(frame.geometry), m_lane(lane), m_top(top)
    {}

    void paint()
    {
        const auto& places = m_lane.places;
        // Signs reach a little beyond their place.
        const double reach = kSign / m_geometry.scale;
        const auto begin = std::lower_bound(places.begin(), places.end(), m_geometry.left - reach);
        const auto end = std::upper_bound(begin, places.end(), m_geometry.right() + reach);
        if (begin == end)
            return;
        const auto first = static_cast<std::size_t>(begin - places.begin());
        const auto last = static_cast<std::size_t>(end - places.begin());
        if (static_cast<double>(last - first) * kStripFrom > m_geometry.callsWidth())
            paintStrip(first, last);
        else
            paintSigns(first, last);
    }

private:
    /// The calls between two pixels, beginning the search at `from`.
    [[nodiscard]] std::size_t indexAt(double x, std::size_t from, std::size_t last) const
    {
        const double place = m_geometry.place(x);
        const auto begin = m_lane.places.begin();
        return static_cast<std::size_t>(std::lower_bound(begin + static_cast<std::ptrdiff_t>(from),
                                                         begin + static_cast<std::ptrdiff_t>(last),
                                                         place) -
                                        begin);
    }

    void paintStrip(std::size_t first, std::size_t last)
    {
        const int left = m_geometry.callsLeft();
        const int right = left + m_geometry.callsWidth();
        const int floor = m_top + TimelineGeometry::kLane - 4;
        std::size_t at = indexAt(left, first, last);
        for (int cell = left; cell < right; cell += kCell) {
            const std::size_t cellBegin = at;
            for (int x = cell; x < std::min(right, cell + kCell); x += kBin) {
                const std::size_t next = indexAt(x + kBin, at, last);
                if (next > at)
                    paintBar(x, floor, bunchOf(m_lane, at, next));
                at = next;
            }
            if (at > cellBegin)
                paintCellSign(cell, bunchOf(m_lane, cellBegin, at));
        }
    }

    /// As high as there are many calls; what the worst of them are is seen at its foot, however
    /// few.
    void paintBar(int x, int floor, const Bunch& bunch)
    {
        const Colors& colors = m_frame.colors;
        if (bunch.fitting == 0) {
            m_painter.fillRect(QRect(x, floor - 3, kBin - 1, 3),
                               blend(colors.muted, colors.surface, kDim));
            return;
        }
        const int height = std::min(14, 4 + static_cast<int>(2 * std::log2(bunch.fitting)));
        m_painter.fillRect(QRect(x, floor - height, kBin - 1, height),
                           blend(colors.allow, colors.surface, 0.45));
        const double share = static_cast<double>(bunch.worstCalls) / bunch.fitting;
        const int part = std::clamp(static_cast<int>(std::lround(height * share)), 3, height);
        m_painter.fillRect(QRect(x, floor - part, kBin - 1, part),
                           colorOf(signOfWeight(bunch.worst), colors));
    }

    /// What is worse than a pass is never without its sign, however many calls share the place.
    void paintCellSign(int x, const Bunch& bunch)
    {
        if (bunch.fitting == 0 || bunch.worst <= Weight::Unreachable)
            return;
        const QPixmap& sign =
            m_frame.signs.of(signOfWeight(bunch.worst), kSmallSign, m_frame.colors, m_frame.ratio);
        m_painter.drawPixmap(QPointF(x + (kCell - kSmallSign) / 2.0, m_top + 2), sign);
    }

    struct Cluster {
        double x = 0;
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    void paintSigns(std::size_t first, std::size_t last)
    {
        std::vector<Cluster> clusters;
        for (std::size_t i = first; i < last; ++i) {
            const double x = m_geometry.x(m_lane.places[i]);
            if (!clusters.empty() && x - clusters.back().x < kSign - 2)
                clusters.back().end = i + 1;
            else
                clusters.push_back({x, i, i + 1});
        }
        for (std::size_t i = 0; i < clusters.size(); ++i) {
            const double room =
                i + 1 < clusters.size() ? clusters[i + 1].x - clusters[i].x : kLabelRoom * 2.0;
            paintCluster(clusters[i], room);
        }
    }

    void paintCluster(const Cluster& cluster, double room)
    {
        const Bunch bunch = bunchOf(m_lane, cluster.begin, cluster.end);
        const bool dim = bunch.fitting == 0;
        const std::size_t row = m_lane.rows[cluster.begin];
        const Weight weight = dim ? weightOf((*m_frame.data.columns)[row]) : bunch.worst;
        const QPixmap& sign =
            m_frame.signs.of(signOfWeight(weight), kSign, m_frame.colors, m_frame.ratio);
        const double y = m_top + (TimelineGeometry::kLane - kSign) / 2.0 - 2;
        m_painter.setOpacity(dim ? kDim : 1);
        m_painter.drawPixmap(QPointF(cluster.x - kSign / 2.0, y), sign);
        const bool single = cluster.end - cluster.begin == 1;
        QString label;
        if (!single)
            label = QStringLiteral("×%1").arg(cluster.end - cluster.begin);
        else if (room > kLabelRoom)
            label = toQString(m_frame.data.columns->tool(row));
        if (!label.isEmpty() && room > kSign + 20)
            paintLabel(cluster.x + kSign / 2.0 + 3, room - kSign - 6, label);
        if (single && m_frame.reviewed && m_frame.reviewed(row))
            paintReviewed(cluster.x, y);
        m_painter.setOpacity(1);
    }

    void paintLabel(double x, double width, const QString& label)
    {
        m_painter.setPen(m_frame.colors.muted);
        const QRectF box(x, m_top, width, TimelineGeometry::kLane - 4);
        m_painter.drawText(
            box, Qt::AlignVCenter | Qt::AlignLeft,
            m_painter.fontMetrics().elidedText(label, Qt::ElideRight, static_cast<int>(width)));
    }

    /// A line under the sign: somebody has looked at it.
    void paintReviewed(double x, double y)
    {
        m_painter.setPen(QPen(m_frame.colors.text, 2));
        m_painter.drawLine(QPointF(x - 6, y + kSign + 3), QPointF(x + 6, y + kSign + 3));
    }

    QPainter& m_painter;
    const TimelineFrame& m_frame;
    const TimelineGeometry& m_geometry;
    const TimelineLane& m_lane;
    int m_top;
};

} // namespace

Sign signOfWeight(Weight weight)
{
    switch (weight) {
    case Weight::Allow:
        return Sign::Allow;
    case Weight::Unreachable:
        return Sign::Unreachable;
    case Weight::Undecidable:
        return Sign::Undecidable;
    case Weight::Approval:
        return Sign::ApprovalRequired;
    case Weight::Identity:
        return Sign::Identity;
    case Weight::Deny:
        break;
    }
    return Sign::Deny;
}

void paintLaneCalls(QPainter& painter, const TimelineFrame& frame, const TimelineLane& lane,
                    int top)
{
    LanePainter(painter, frame, lane, top).paint();
}

} // namespace remit::ui
