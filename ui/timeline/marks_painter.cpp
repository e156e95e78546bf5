// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/marks_painter.h"

#include "ui/models/text.h"
#include "ui/models/translate.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"
#include "ui/timeline/timeline_painter.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace remit::ui {

namespace {

class MarksPainter {
public:
    MarksPainter(QPainter& painter, const TimelineFrame& frame)
        : m_painter(painter), m_frame(frame), m_geometry(frame.geometry), m_colors(frame.colors)
    {}

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

private:
    void clipToCalls()
    {
        m_painter.setClipRect(QRect(m_geometry.callsLeft(), m_geometry.lanesTop(),
                                    m_geometry.callsWidth(), m_geometry.area.height()));
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
        case TimelineFlag::Kind::Supposed:
            return QStringLiteral("?");
        case TimelineFlag::Kind::Other:
            break;
        }
        return QStringLiteral("•");
    }

    [[nodiscard]] QColor colourOf(TimelineFlag::Kind kind) const
    {
        if (kind == TimelineFlag::Kind::Approval)
            return m_colors.allow;
        if (kind == TimelineFlag::Kind::Supposed)
            return m_colors.accent;
        return kind == TimelineFlag::Kind::Revocation ? m_colors.identity : m_colors.muted;
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

    QPainter& m_painter;
    const TimelineFrame& m_frame;
    const TimelineGeometry& m_geometry;
    const Colors& m_colors;
};

} // namespace

void paintTimelineArrows(QPainter& painter, const TimelineFrame& frame)
{
    MarksPainter(painter, frame).paintArrows();
}

void paintTimelineFlags(QPainter& painter, const TimelineFrame& frame)
{
    MarksPainter(painter, frame).paintFlags();
}

void paintTimelineBars(QPainter& painter, const TimelineFrame& frame)
{
    MarksPainter(painter, frame).paintBars();
}

} // namespace remit::ui
