// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/row_button.h"

#include "ui/shell/typography.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>

#include <algorithm>

namespace remit::ui {

namespace {

constexpr int kInset = 2 * kStep;
constexpr int kBesideIcon = kToolIconSize + 2 * kStep;

int heightOf(const QString& prose, int width)
{
    return QFontMetrics(interfaceFont(TextSize::Small))
        .boundingRect(QRect(0, 0, std::max(width, 1), 0), Qt::TextWordWrap, prose)
        .height();
}

} // namespace

RowButton::RowButton(const QString& title, const QString& detail, Detail kind, const QIcon& sign,
                     QWidget* parent)
    : QToolButton(parent), m_title(title), m_detail(detail), m_kind(kind)
{
    setIcon(sign);
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(detail);
    setToolTip(title + QLatin1Char('\n') + detail);
    setFocusPolicy(Qt::StrongFocus);
    setAutoRaise(true);
    // A fixed height would be that of the hint, whatever the width asks for.
    QSizePolicy size(QSizePolicy::Expanding,
                     kind == Detail::Prose ? QSizePolicy::Preferred : QSizePolicy::Fixed);
    size.setHeightForWidth(kind == Detail::Prose);
    setSizePolicy(size);
    setCursor(Qt::PointingHandCursor);
}

QSize RowButton::sizeHint() const
{
    const QFontMetrics small(interfaceFont(TextSize::Small));
    return {260, fontMetrics().height() + small.height() + 2 * kInset};
}

QSize RowButton::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

int RowButton::heightForWidth(int width) const
{
    if (m_kind == Detail::Path)
        return sizeHint().height();
    return fontMetrics().height() + heightOf(m_detail, width - 2 * kInset - kBesideIcon) +
           2 * kInset;
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
    QRect area = rect().adjusted(kInset, kInset, -kInset, -kInset);
    icon().paint(&painter, QRect(area.left(), area.top(), kToolIconSize, kToolIconSize));
    area.setLeft(area.left() + kBesideIcon);

    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(area, Qt::AlignLeft | Qt::AlignTop,
                     fontMetrics().elidedText(m_title, Qt::ElideRight, area.width()));
    painter.setFont(interfaceFont(TextSize::Small));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    if (m_kind == Detail::Prose)
        painter.drawText(area, Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap, m_detail);
    else
        painter.drawText(area, Qt::AlignLeft | Qt::AlignBottom,
                         painter.fontMetrics().elidedText(m_detail, Qt::ElideMiddle, area.width()));
}

} // namespace remit::ui
