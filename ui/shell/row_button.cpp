// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/row_button.h"

#include "ui/shell/typography.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>

namespace remit::ui {

RowButton::RowButton(const QString& title, const QString& detail, const QIcon& sign,
                     QWidget* parent)
    : QToolButton(parent), m_title(title), m_detail(detail)
{
    setIcon(sign);
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(detail);
    setToolTip(title + QLatin1Char('\n') + detail);
    setFocusPolicy(Qt::StrongFocus);
    setAutoRaise(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

QSize RowButton::sizeHint() const
{
    const QFontMetrics small(interfaceFont(TextSize::Small));
    return {260, fontMetrics().height() + small.height() + 4 * kStep};
}

QSize RowButton::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

void RowButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(palette().color(QPalette::Highlight), 1.5)
                                  : QPen(Qt::NoPen));
        painter.setBrush(palette().color(QPalette::Window));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kStep, kStep);
    }
    QRect area = rect().adjusted(2 * kStep, 2 * kStep, -2 * kStep, -2 * kStep);
    icon().paint(&painter, QRect(area.left(), area.top(), kToolIconSize, kToolIconSize));
    area.setLeft(area.left() + kToolIconSize + 2 * kStep);

    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(area, Qt::AlignLeft | Qt::AlignTop,
                     fontMetrics().elidedText(m_title, Qt::ElideRight, area.width()));
    painter.setFont(interfaceFont(TextSize::Small));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(area, Qt::AlignLeft | Qt::AlignBottom,
                     painter.fontMetrics().elidedText(m_detail, Qt::ElideMiddle, area.width()));
}

} // namespace remit::ui
