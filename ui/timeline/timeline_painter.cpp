// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_painter.h"

#include "core/cedar/syntax/parser.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"
#include "ui/timeline/lane_painter.h"
#include "ui/timeline/marks_painter.h"
#include "ui/timeline/timeline_ruler.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace remit::ui {

namespace {

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
        paintTimelineArrows(m_painter, m_frame);
        paintTimelineFlags(m_painter, m_frame);
        m_painter.restore();
        paintTimelineBars(m_painter, m_frame);
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
            paintLaneCalls(m_painter, m_frame, one, top);
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
        const double y = top + (TimelineGeometry::kLane - kCallSign) / 2.0 - 2;
        const QRectF ring(x - kCallSign / 2.0 - 3, y - 3, kCallSign + 6, kCallSign + 6);
        m_painter.setBrush(m_colors.surface);
        m_painter.setPen(QPen(m_colors.accent, 2));
        m_painter.drawEllipse(ring);
        m_painter.drawPixmap(QPointF(x - kCallSign / 2.0, y),
                             m_frame.signs.of(signOfWeight(weightOf((*m_frame.data.columns)[row])),
                                              kCallSign, m_colors, m_frame.ratio));
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
