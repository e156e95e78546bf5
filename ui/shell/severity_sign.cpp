// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/severity_sign.h"

#include "ui/shell/theme.h"

#include <QCoreApplication>
#include <QIconEngine>
#include <QPainter>

namespace remit::ui {
namespace {

void paint(QPainter& painter, const QRectF& rect, Severity severity, const Colors& colors)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center());
    painter.scale(rect.width() / 16, rect.width() / 16);
    const QColor color = colorOf(severity, colors);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPen inside(colors.surface, 2, Qt::SolidLine, Qt::RoundCap);
    switch (severity) {
    case Severity::Error:
        painter.drawEllipse(QPointF(), 6.5, 6.5);
        painter.setPen(inside);
        painter.drawLine(QPointF(-3, 0), QPointF(3, 0));
        break;
    case Severity::Warning:
        painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolygon(QPolygonF{{0, -5.6}, {6, 5}, {-6, 5}});
        painter.setPen(inside);
        painter.drawLine(QPointF(0, -1.6), QPointF(0, 1.4));
        painter.drawPoint(QPointF(0, 4));
        break;
    case Severity::Note:
        painter.setPen(QPen(color, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(), 5.5, 5.5);
        break;
    }
    painter.restore();
}

class SeverityEngine final : public QIconEngine {
public:
    SeverityEngine(Severity severity, const Theme& theme) : m_severity(severity), m_theme(theme) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode, QIcon::State) override
    {
        ui::paint(*painter, rect, m_severity, m_theme.colors());
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode, QIcon::State) override
    {
        return severityPixmap(m_severity, size.width(), m_theme.colors());
    }
    QIconEngine* clone() const override { return new SeverityEngine(m_severity, m_theme); }

private:
    Severity m_severity;
    const Theme& m_theme;
};

} // namespace

QString wordOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QCoreApplication::translate("Severity", "error");
    case Severity::Warning:
        return QCoreApplication::translate("Severity", "warning");
    case Severity::Note:
        break;
    }
    return QCoreApplication::translate("Severity", "note");
}

QColor colorOf(Severity severity, const Colors& colors)
{
    switch (severity) {
    case Severity::Error:
        return colors.deny;
    case Severity::Warning:
        return colors.approval;
    case Severity::Note:
        break;
    }
    return colors.muted;
}

QPixmap severityPixmap(Severity severity, int pixels, const Colors& colors, qreal scale)
{
    QPixmap drawn(QSize(pixels, pixels) * scale);
    drawn.setDevicePixelRatio(scale);
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    paint(painter, QRectF(0, 0, pixels, pixels), severity, colors);
    return drawn;
}

QIcon severityIcon(Severity severity, const Theme& theme)
{
    return QIcon(new SeverityEngine(severity, theme));
}

} // namespace remit::ui
