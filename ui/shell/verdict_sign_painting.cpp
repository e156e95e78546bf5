// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"
#include "ui/shell/verdict_sign.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace remit::ui {
namespace {

/// All shapes are drawn in a square from -8 to 8.
constexpr qreal kRadius = 7;
constexpr qreal kStroke = 1.8;

QPen strokeOf(const QColor& color, qreal width = kStroke)
{
    return {color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

QPolygonF octagon()
{
    QPolygonF shape;
    for (int corner = 0; corner < 8; ++corner) {
        const qreal angle = (corner + 0.5) * std::numbers::pi / 4;
        shape << QPointF(kRadius * 1.06 * std::cos(angle), kRadius * 1.06 * std::sin(angle));
    }
    return shape;
}

void fill(QPainter& painter, const QColor& color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
}

void outline(QPainter& painter, const QPen& pen)
{
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
}

void paintAllow(QPainter& painter, const QColor& color, const QColor& inside)
{
    fill(painter, color);
    painter.drawEllipse(QPointF(), kRadius, kRadius);
    outline(painter, strokeOf(inside));
    painter.drawPolyline(QPolygonF{{-3.4, 0.2}, {-1, 2.7}, {3.5, -2.6}});
}

void paintDeny(QPainter& painter, const QColor& color, const QColor& inside)
{
    fill(painter, color);
    painter.drawPolygon(octagon());
    outline(painter, strokeOf(inside));
    painter.drawLine(QPointF(-2.7, -2.7), QPointF(2.7, 2.7));
    painter.drawLine(QPointF(-2.7, 2.7), QPointF(2.7, -2.7));
}

void paintApproval(QPainter& painter, const QColor& color)
{
    outline(painter, strokeOf(color, 1.5));
    painter.drawPolygon(QPolygonF{{0, -7.2}, {7.2, 0}, {0, 7.2}, {-7.2, 0}});
    fill(painter, color);
    painter.drawPolygon(QPolygonF{{-2.4, -3}, {2.4, -3}, {0, 0}});
    painter.drawPolygon(QPolygonF{{-2.4, 3}, {2.4, 3}, {0, 0}});
}

void paintUndecidable(QPainter& painter, const QColor& color)
{
    QPen dashed = strokeOf(color, 1.5);
    dashed.setCapStyle(Qt::FlatCap);
    dashed.setDashPattern({2, 1.67}); // twelve dashes around the circle
    outline(painter, dashed);
    painter.drawEllipse(QPointF(), kRadius - 0.2, kRadius - 0.2);
    outline(painter, strokeOf(color, 1.5));
    QPainterPath mark(QPointF(-2, -1.7));
    mark.cubicTo({-2, -4.6}, {2.2, -4.6}, {2, -1.7});
    mark.cubicTo({2, -0.4}, {0, -0.2}, {0, 1.2});
    painter.drawPath(mark);
    fill(painter, color);
    painter.drawEllipse(QPointF(0, 3.6), 0.95, 0.95);
}

void paintUnreachable(QPainter& painter, const QColor& color)
{
    outline(painter, strokeOf(color, 1.4));
    painter.drawRoundedRect(QRectF(-6, -2, 12, 4), 2, 2);
}

void paintKey(QPainter& painter, const QColor& color)
{
    outline(painter, strokeOf(color));
    painter.drawEllipse(QPointF(-3.2, 0), 3, 3);
    painter.drawPolyline(QPolygonF{{-0.2, 0}, {6.8, 0}, {6.8, 3}});
    painter.drawLine(QPointF(3.8, 0), QPointF(3.8, 2.4));
}

class SignEngine final : public QIconEngine {
public:
    SignEngine(Sign sign, const Theme& theme) : m_sign(sign), m_theme(theme) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        if (mode != QIcon::Selected)
            return paintSign(*painter, rect, m_sign, m_theme.colors());
        // On the highlight a plate keeps the sign's own colour readable.
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.colors().surface);
        painter->drawEllipse(QRectF(rect));
        const qreal inset = rect.width() / 8.0;
        paintSign(*painter, QRectF(rect).adjusted(inset, inset, -inset, -inset), m_sign,
                  m_theme.colors());
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap drawn(size);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return drawn;
    }

    QIconEngine* clone() const override { return new SignEngine(m_sign, m_theme); }

private:
    Sign m_sign;
    const Theme& m_theme;
};

} // namespace

void paintSign(QPainter& painter, const QRectF& rect, Sign sign, const Colors& colors)
{
    const QColor color = colorOf(sign, colors);
    const qreal side = std::min(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center());
    painter.scale(side / 16, side / 16);
    switch (sign) {
    case Sign::Allow:
        paintAllow(painter, color, colors.surface);
        break;
    case Sign::Deny:
        paintDeny(painter, color, colors.surface);
        break;
    case Sign::ApprovalRequired:
        paintApproval(painter, color);
        break;
    case Sign::Undecidable:
        paintUndecidable(painter, color);
        break;
    case Sign::Unreachable:
        paintUnreachable(painter, color);
        break;
    case Sign::Identity:
        paintKey(painter, color);
        break;
    }
    painter.restore();
}

QIcon signIcon(Sign sign, const Theme& theme)
{
    return QIcon(new SignEngine(sign, theme));
}

} // namespace remit::ui
