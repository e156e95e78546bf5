// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_ruler.h"

#include "ui/models/translate.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"
#include "ui/timeline/timeline_painter.h"

#include <QDateTime>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace remit::ui {

namespace {

constexpr double kTickRoom = 96; ///< pixels between two ticks

/// Steps of a ruler of time, in milliseconds.
constexpr std::array<std::int64_t, 22> kTimeSteps{
    1,       2,         5,         10,         20,         50,         100,    200,
    500,     1'000,     2'000,     5'000,      10'000,     30'000,     60'000, 300'000,
    600'000, 1'800'000, 3'600'000, 21'600'000, 86'400'000, 604'800'000};

std::int64_t timeStepFor(double wanted)
{
    for (const std::int64_t step : kTimeSteps) {
        if (static_cast<double>(step) >= wanted)
            return step;
    }
    return kTimeSteps.back() * static_cast<std::int64_t>(std::ceil(wanted / 604'800'000.0));
}

double orderStepFor(double wanted)
{
    const double power = std::pow(10, std::floor(std::log10(std::max(1.0, wanted))));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        if (power * factor >= wanted)
            return std::max(1.0, power * factor);
    }
    return power * 10;
}

QString pauseText(std::int64_t ms)
{
    const auto text = [](const char* form, double value) {
        return tr(form).arg(QLocale().toString(value, 'g', 3));
    };
    const double seconds = static_cast<double>(ms) / 1000;
    if (seconds < 120)
        return text("%1 s", seconds);
    if (seconds < 7200)
        return text("%1 min", std::round(seconds / 60));
    if (seconds < 172'800)
        return text("%1 h", std::round(seconds / 3600));
    return text("%1 days", std::round(seconds / 86'400));
}

class Ruler {
public:
    Ruler(QPainter& painter, const TimelineFrame& frame)
        : m_painter(painter), m_frame(frame), m_geometry(frame.geometry)
    {}

    void paint()
    {
        const QRect box(0, 0, m_geometry.area.width(), TimelineGeometry::kRuler);
        m_painter.fillRect(box, m_frame.colors.raised);
        m_painter.setPen(m_frame.colors.border);
        m_painter.drawLine(0, box.bottom(), box.right(), box.bottom());
        m_painter.setPen(m_frame.colors.muted);
        const bool isTime = m_frame.data.axis.kind() == AxisKind::Time;
        m_painter.drawText(box.adjusted(kMargin, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                           isTime ? tr("Time (UTC)") : tr("In order"));
        m_painter.save();
        m_painter.setClipRect(
            QRect(m_geometry.callsLeft(), 0, m_geometry.callsWidth(), m_geometry.area.height()));
        isTime ? paintTimes() : paintOrder();
        m_painter.restore();
    }

private:
    void tick(double x, const QString& text)
    {
        m_painter.setPen(m_frame.colors.border);
        m_painter.drawLine(QPointF(x, TimelineGeometry::kRuler - 6),
                           QPointF(x, TimelineGeometry::kRuler));
        const int width = m_painter.fontMetrics().horizontalAdvance(text);
        const double edge = m_geometry.callsLeft() + m_geometry.callsWidth() - kMargin / 2.0;
        double left = x + 3;
        if (left + width > edge) {
            // At the right edge a text stands before its tick, or not at all: never cut off.
            left = x - 3 - width;
            if (left < std::max<double>(m_textEnd + kMargin, m_geometry.callsLeft()))
                return;
        }
        m_painter.setPen(m_frame.colors.muted);
        m_painter.drawText(QRectF(left, 0, width + 2, TimelineGeometry::kRuler - 2),
                           Qt::AlignVCenter | Qt::AlignLeft, text);
        m_textEnd = left + width;
    }

    void paintOrder()
    {
        const double step = orderStepFor(kTickRoom / m_geometry.scale);
        const double first = std::max(0.0, std::floor(m_geometry.left / step) * step);
        for (double at = first; at < m_geometry.right() && at < m_frame.data.axis.length();
             at += step)
            tick(m_geometry.x(at), QLocale().toString(std::llround(at) + 1));
    }

    void paintTimes()
    {
        double begin = m_geometry.left;
        m_lastText = -1e9;
        for (const TimelineAxis::Fold& fold : m_frame.data.axis.folds()) {
            if (fold.end < begin)
                continue;
            if (fold.place > m_geometry.right())
                break;
            paintStretch(begin, fold.place);
            paintFold(fold);
            begin = fold.end;
        }
        paintStretch(begin, m_geometry.right());
    }

    /// Times between two folds.
    void paintStretch(double begin, double end)
    {
        const auto from = m_frame.data.axis.timeAt(begin);
        if (!from || end <= begin)
            return;
        const std::int64_t step = timeStepFor(1000 * kTickRoom / m_geometry.scale);
        const auto dayOf = [](std::int64_t time) { return time / 86'400'000; };
        std::int64_t at = *from;
        for (int guard = 0; guard < 400; ++guard) {
            const double x = m_geometry.x(begin + static_cast<double>(at - *from) / 1000);
            if (x > m_geometry.x(end) + 1)
                return;
            if (x >= m_lastText) {
                const bool newDay = dayOf(at) != m_lastDay;
                tick(x, textOf(at, step, newDay));
                m_lastDay = dayOf(at);
                m_lastText = x + kTickRoom - 8;
            }
            at = (at / step + 1) * step;
        }
    }

    static QString textOf(std::int64_t time, std::int64_t step, bool newDay)
    {
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(time, Qt::UTC);
        if (newDay || step >= 86'400'000)
            return at.toString(QStringLiteral("d MMM HH:mm"));
        if (step < 1000)
            return at.toString(QStringLiteral("HH:mm:ss.zzz"));
        return at.toString(step < 60'000 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
    }

    void paintFold(const TimelineAxis::Fold& fold)
    {
        const double left = m_geometry.x(fold.place);
        const double right = m_geometry.x(fold.end);
        const double middle = (left + right) / 2;
        QPen pen(m_frame.colors.border, 1, Qt::DotLine);
        m_painter.setPen(pen);
        m_painter.drawLine(QPointF(middle, TimelineGeometry::kRuler),
                           QPointF(middle, m_geometry.area.bottom()));
        const QString text = QStringLiteral("⋯ ") + pauseText(fold.skipped);
        const int width = m_painter.fontMetrics().horizontalAdvance(text);
        // A time is worth more than the length of a pause.
        if (right - left < width + 8 || middle - width / 2.0 - 4 < m_textEnd)
            return;
        const QRectF box(middle - width / 2.0 - 2, 0, width + 4, TimelineGeometry::kRuler - 1);
        m_painter.fillRect(box, m_frame.colors.raised);
        m_painter.setPen(m_frame.colors.muted);
        m_painter.drawText(box, Qt::AlignCenter, text);
        m_lastText = std::max(m_lastText, box.right());
    }

    QPainter& m_painter;
    const TimelineFrame& m_frame;
    const TimelineGeometry& m_geometry;
    double m_lastText = -1e9; ///< no text may begin left of it
    double m_textEnd = -1e9;  ///< where the last time ends
    std::int64_t m_lastDay = -1;
};

} // namespace

void paintTimelineRuler(QPainter& painter, const TimelineFrame& frame)
{
    Ruler(painter, frame).paint();
}

} // namespace remit::ui
