// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/verdict_delegate.h"

#include "ui/shell/theme.h"
#include "ui/shell/typography.h"
#include "ui/shell/verdict_sign.h"

#include <QApplication>
#include <QPainter>

namespace remit::ui {

VerdictDelegate::VerdictDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{}

void VerdictDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    if (!index.data(Qt::UserRole).isValid()) {
        QStyledItemDelegate::paint(painter, option, index); // a heading has no verdict
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle* style = cell.widget ? cell.widget->style() : QApplication::style();
    const QString text = cell.text;
    cell.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    const Sign sign = signOf(static_cast<decision::Verdict>(index.data(Qt::UserRole).toInt()));
    const QRect inner = option.rect.adjusted(kMargin, 0, -kStep, 0);
    const QRect place(inner.left(), inner.center().y() - kIconSize / 2 + 1, kIconSize, kIconSize);
    paintSign(*painter, place, sign, m_theme.colors());
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setFont(cell.font);
    painter->setPen(selected ? cell.palette.color(QPalette::HighlightedText)
                             : colorOf(sign, m_theme.colors()));
    const QRect words = inner.adjusted(kIconSize + kMargin, 0, 0, 0);
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                      cell.fontMetrics.elidedText(text, Qt::ElideRight, words.width()));
    painter->restore();
}

QSize VerdictDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(kIconSize + 2 * kMargin, 0);
}

} // namespace remit::ui
