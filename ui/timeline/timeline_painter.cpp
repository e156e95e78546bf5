// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_painter.h"

#include "core/cedar/syntax/parser.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"
#include "ui/timeline/timeline_ruler.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace remit::ui {

namespace {

constexpr int kSign = 16;      ///< of a call by itself
constexpr int kSmallSign = 12; ///< over a strip
constexpr int kBin = 4;        ///< width of a bar of the strip
constexpr int kCell = 16;      ///< width for which a strip shows one sign
constexpr int kStripFrom = 2;  ///< pixels a call: with less the calls become a strip
constexpr int kLabelRoom = 84; ///< pixels that a label needs
constexpr double kDim = 0.22;

using Counts = std::array<std::uint32_t, kWeights>;

Sign signOf(Weight weight)
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
                           colorOf(signOf(bunch.worst), colors));
    }

    /// What is worse than a pass is never without its sign, however many calls share the place.
    void paintCellSign(int x, const Bunch& bunch)
    {
        if (bunch.fitting == 0 || bunch.worst <= Weight::Unreachable)
            return;
        const QPixmap& sign =
            m_frame.signs.of(signOf(bunch.worst), kSmallSign, m_frame.colors, m_frame.ratio);
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
            m_frame.signs.of(signOf(weight), kSign, m_frame.colors, m_frame.ratio);
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

/// Draws all of a frame, from the back to the front.
class FramePainter {
public:
    FramePainter(QPainter& painter, const TimelineFrame& frame)
        : m_painter(painter), m_frame(frame), m_geometry(frame.geometry), m_colors(frame.colors)
    {}

    void paint()
    {
        m_painter.setFont(m_frame.font);
        m_painter.fillRect(m_geometry.area, m_colors.surface);
        m_painter.save();
        m_painter.setClipRect(QRect(m_geometry.area.left(), m_geometry.lanesTop(),
                                    m_geometry.area.width(), m_geometry.area.height()));
        paintRange();
        paintLanes();
        paintArrows();
        paintFlags();
        m_painter.restore();
        paintBars();
        paintTimelineRuler(m_painter, m_frame);
        paintCurrent();
        m_painter.setPen(m_colors.border);
        m_painter.drawLine(m_geometry.callsLeft() - 1, 0, m_geometry.callsLeft() - 1,
                           m_geometry.area.bottom());
    }

private:
    void clipToCalls()
    {
        m_painter.setClipRect(QRect(m_geometry.callsLeft(), m_geometry.lanesTop(),
                                    m_geometry.callsWidth(), m_geometry.area.height()));
    }

    void paintRange()
    {
        if (!m_frame.range)
            return;
        const double left =
            std::max<double>(m_geometry.callsLeft(), m_geometry.x(m_frame.range->first));
        const double right = std::min<double>(m_geometry.callsLeft() + m_geometry.callsWidth(),
                                              m_geometry.x(m_frame.range->second));
        if (right < left)
            return;
        m_painter.fillRect(QRectF(left, 0, right - left, m_geometry.area.height()),
                           blend(m_colors.accent, m_colors.surface, 0.14));
        m_painter.setPen(QPen(m_colors.accent, 1, Qt::DashLine));
        for (const double x : {left, right})
            m_painter.drawLine(QPointF(x, 0), QPointF(x, m_geometry.area.height()));
    }

    void paintLanes()
    {
        const auto lanes = static_cast<int>(m_frame.data.lanes.size());
        const int first = std::max(0, m_geometry.laneAt(m_geometry.lanesTop()));
        const int last = std::min(lanes - 1, m_geometry.laneAt(m_geometry.area.bottom()));
        for (int lane = first; lane <= last; ++lane) {
            const int top = m_geometry.laneTop(lane);
            const TimelineLane& one = m_frame.data.lanes[static_cast<std::size_t>(lane)];
            m_painter.setPen(m_colors.border);
            const int bottom = top + TimelineGeometry::kLane - 1;
            m_painter.drawLine(0, bottom, m_geometry.area.right(), bottom);
            paintName(one, top);
            m_painter.save();
            clipToCalls();
            LanePainter(m_painter, m_frame, one, top).paint();
            m_painter.restore();
        }
    }

    void paintName(const TimelineLane& lane, int top)
    {
        const QRect box(kMargin, top, TimelineGeometry::kNames - 2 * kMargin,
                        TimelineGeometry::kLane - 2);
        std::uint32_t crossings = 0;
        for (const Weight weight : {Weight::Deny, Weight::Identity, Weight::Approval})
            crossings += lane.all.at(static_cast<std::size_t>(weight));
        m_painter.setPen(m_colors.text);
        const QFontMetrics metrics = m_painter.fontMetrics();
        const QString count = crossings == 0
                                  ? QLocale().toString(lane.rows.size())
                                  : tr("%L1 of %L2").arg(crossings).arg(lane.rows.size());
        const int countWidth = metrics.horizontalAdvance(count) + kStep;
        m_painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                           metrics.elidedText(laneName(lane), Qt::ElideMiddle,
                                              box.width() - countWidth - kMargin));
        m_painter.setPen(crossings == 0 ? m_colors.muted : m_colors.deny);
        m_painter.drawText(box, Qt::AlignVCenter | Qt::AlignRight, count);
    }

    void paintArrows()
    {
        m_painter.save();
        clipToCalls();
        m_painter.setRenderHint(QPainter::Antialiasing);
        double lastX = -1e9;
        for (const TimelineArrow& arrow : m_frame.data.arrows) {
            const double x = m_geometry.x(arrow.place);
            if (x - lastX < 6 || x < m_geometry.callsLeft() - 8 || x > m_geometry.area.right() + 8)
                continue;
            lastX = x;
            const double from = m_geometry.laneTop(arrow.from) + TimelineGeometry::kLane / 2.0;
            const double to = m_geometry.laneTop(arrow.to) + TimelineGeometry::kLane / 2.0;
            const double way = to > from ? 1 : -1;
            m_painter.setPen(QPen(m_colors.muted, 1));
            m_painter.drawLine(QPointF(x, from), QPointF(x, to));
            QPainterPath head(QPointF(x, to));
            head.lineTo(x - 4, to - 7 * way);
            head.lineTo(x + 4, to - 7 * way);
            head.closeSubpath();
            m_painter.fillPath(head, m_colors.muted);
        }
        m_painter.restore();
    }

    static QString letterOf(TimelineFlag::Kind kind)
    {
        switch (kind) {
        case TimelineFlag::Kind::Approval:
            return QStringLiteral("✓");
        case TimelineFlag::Kind::Revocation:
            return QStringLiteral("✗");
        case TimelineFlag::Kind::Ending:
            return QStringLiteral("−");
        case TimelineFlag::Kind::Other:
            break;
        }
        return QStringLiteral("•");
    }

    [[nodiscard]] QColor colourOf(TimelineFlag::Kind kind) const
    {
        if (kind == TimelineFlag::Kind::Approval)
            return m_colors.allow;
        return kind == TimelineFlag::Kind::Revocation ? m_colors.identity : m_colors.muted;
    }

    void paintFlags()
    {
        m_painter.save();
        clipToCalls();
        std::map<int, double> lastX;
        const auto& flags = m_frame.data.flags;
        const double left = m_geometry.left - 20 / m_geometry.scale;
        auto flag = std::lower_bound(flags.begin(), flags.end(), left,
                                     [](const auto& one, double at) { return one.place < at; });
        for (; flag != flags.end() && flag->place <= m_geometry.right(); ++flag) {
            const double x = m_geometry.x(flag->place);
            const auto [last, isFirst] = lastX.emplace(flag->lane, x);
            if (!isFirst && x - last->second < 8)
                continue;
            last->second = x;
            paintFlag(*flag, x);
        }
        m_painter.restore();
    }

    void paintFlag(const TimelineFlag& flag, double x)
    {
        const QColor colour = colourOf(flag.kind);
        const bool ofAll = flag.lane < 0;
        const int top = ofAll ? m_geometry.lanesTop() : m_geometry.laneTop(flag.lane);
        const int bottom = ofAll ? m_geometry.area.bottom() : top + TimelineGeometry::kLane - 2;
        m_painter.setPen(QPen(colour, 1, ofAll ? Qt::DotLine : Qt::SolidLine));
        m_painter.drawLine(QPointF(x, top), QPointF(x, bottom));
        const QRectF pennant(x, top + 1, 13, 12);
        m_painter.fillRect(pennant, colour);
        m_painter.setPen(m_colors.surface);
        m_painter.drawText(pennant, Qt::AlignCenter, letterOf(flag.kind));
    }

    void paintBars()
    {
        const int top = TimelineGeometry::kRuler;
        m_painter.fillRect(QRect(0, top, m_geometry.area.width(), m_geometry.lanesTop() - top),
                           m_colors.raised);
        m_painter.setPen(m_colors.border);
        m_painter.drawLine(0, m_geometry.lanesTop() - 1, m_geometry.area.right(),
                           m_geometry.lanesTop() - 1);
        if (m_frame.data.bars.empty())
            return;
        m_painter.setPen(m_colors.muted);
        QString title = tr("Tasks, credentials");
        if (m_frame.data.hiddenBars > 0)
            title += QStringLiteral(" +%1").arg(m_frame.data.hiddenBars);
        m_painter.drawText(
            QRect(kMargin, top, TimelineGeometry::kNames - kMargin, m_geometry.lanesTop() - top),
            Qt::AlignLeft | Qt::AlignVCenter, title);
        m_painter.save();
        m_painter.setClipRect(QRect(m_geometry.callsLeft(), top, m_geometry.callsWidth(),
                                    m_geometry.lanesTop() - top));
        for (const TimelineBar& bar : m_frame.data.bars)
            paintLife(bar);
        m_painter.restore();
    }

    void paintLife(const TimelineBar& bar)
    {
        const double left = std::max<double>(m_geometry.x(bar.begin), m_geometry.callsLeft() - 2);
        const double right = std::min<double>(m_geometry.x(bar.end), m_geometry.area.right() + 2);
        if (right < m_geometry.callsLeft() || left > m_geometry.area.right() || right <= left)
            return;
        const QRectF box(left, TimelineGeometry::kRuler + 3 + bar.row * TimelineGeometry::kBar,
                         right - left, TimelineGeometry::kBar - 2);
        const bool isTask = bar.kind == TimelineBar::Kind::Task;
        m_painter.fillRect(
            box, blend(isTask ? m_colors.accent : m_colors.identity, m_colors.raised, 0.18));
        m_painter.setPen(isTask ? m_colors.accent : m_colors.identity);
        if (bar.ended) // it ends here, and does not only leave the picture
            m_painter.drawLine(box.topRight(), box.bottomRight());
        const QString title = toQString(bar.title);
        if (box.width() <= 30)
            return;
        constexpr int kKey = 10;
        if (!isTask)
            m_painter.drawPixmap(QPointF(box.left() + 4, box.top() + 1),
                                 m_frame.signs.of(Sign::Identity, kKey, m_colors, m_frame.ratio));
        m_painter.setPen(m_colors.text);
        QFont small = m_frame.font;
        small.setPointSizeF(small.pointSizeF() * 0.85);
        m_painter.setFont(small);
        const QRectF words = box.adjusted(isTask ? 4 : kKey + 8, 0, -2, 0);
        m_painter.drawText(
            words, Qt::AlignVCenter | Qt::AlignLeft,
            QFontMetrics(small).elidedText(title, Qt::ElideRight, static_cast<int>(words.width())));
        m_painter.setFont(m_frame.font);
    }

    void paintCurrent()
    {
        if (!m_frame.current || *m_frame.current >= m_frame.data.columns->size())
            return;
        const std::size_t row = *m_frame.current;
        const double x =
            m_geometry.x(m_frame.data.axis.placeOfRank(m_frame.data.columns->rankOf(row)));
        if (x < m_geometry.callsLeft() || x > m_geometry.area.right())
            return;
        m_painter.setPen(QPen(m_colors.accent, m_frame.focused ? 2 : 1));
        m_painter.drawLine(QPointF(x, TimelineGeometry::kRuler - 6),
                           QPointF(x, m_geometry.area.bottom()));
        const int top = m_geometry.laneTop(static_cast<int>(m_frame.data.laneOfRow[row]));
        if (top < m_geometry.lanesTop() - TimelineGeometry::kLane / 2)
            return;
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
        const double y = top + (TimelineGeometry::kLane - kSign) / 2.0 - 2;
        const QRectF ring(x - kSign / 2.0 - 3, y - 3, kSign + 6, kSign + 6);
        m_painter.setBrush(m_colors.surface);
        m_painter.setPen(QPen(m_colors.accent, 2));
        m_painter.drawEllipse(ring);
        m_painter.drawPixmap(QPointF(x - kSign / 2.0, y),
                             m_frame.signs.of(signOf(weightOf((*m_frame.data.columns)[row])), kSign,
                                              m_colors, m_frame.ratio));
        m_painter.restore();
    }

    QPainter& m_painter;
    const TimelineFrame& m_frame;
    const TimelineGeometry& m_geometry;
    const Colors& m_colors;
};

} // namespace

const QPixmap& SignPixmaps::of(Sign sign, int size, const Colors& colors, qreal ratio)
{
    if (ratio != m_ratio) {
        m_pixmaps.clear();
        m_ratio = ratio;
    }
    QPixmap& pixmap = m_pixmaps[{sign, size}];
    if (!pixmap.isNull())
        return pixmap;
    pixmap = QPixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSign(painter, QRectF(0, 0, size, size), sign, colors);
    return pixmap;
}

void paintTimeline(QPainter& painter, const TimelineFrame& frame)
{
    FramePainter(painter, frame).paint();
}

QString laneName(const TimelineLane& lane)
{
    if (lane.agent.empty())
        return tr("agent not recorded");
    const auto uid = cedar::parseEntityUid(lane.agent);
    return toQString(uid ? uid->id : lane.agent);
}

} // namespace remit::ui
