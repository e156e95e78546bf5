// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_delegate.h"

#include "ui/models/palette_model.h"
#include "ui/shell/typography.h"

#include <QApplication>
#include <QPainter>

namespace remit::ui {

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    const QString title = row.text;
    row.text.clear();
    row.icon = {};
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &row, painter, option.widget);

    const bool selected = (row.state & QStyle::State_Selected) != 0;
    const bool enabled = (row.state & QStyle::State_Enabled) != 0;
    const auto group = enabled ? QPalette::Active : QPalette::Disabled;
    const QColor plain =
        row.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor muted = selected ? plain : row.palette.color(group, QPalette::PlaceholderText);
    QRect area = row.rect.adjusted(kMargin, 0, -kMargin, 0);

    const QRect iconArea(area.left(), area.center().y() - kIconSize / 2 + 1, kIconSize, kIconSize);
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, iconArea, Qt::AlignCenter,
               !enabled   ? QIcon::Disabled
               : selected ? QIcon::Selected
                          : QIcon::Normal);
    area.setLeft(iconArea.right() + kMargin);

    painter->save();
    painter->setFont(row.font);
    const QString keys = index.data(PaletteModel::KeysRole).toString();
    painter->setPen(muted);
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, keys);
    area.setRight(area.right() - row.fontMetrics.horizontalAdvance(keys) - kMargin);

    painter->setPen(plain);
    const QString shown = row.fontMetrics.elidedText(title, Qt::ElideMiddle, area.width());
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, shown);
    area.setLeft(area.left() + row.fontMetrics.horizontalAdvance(shown) + 3 * kStep);
    painter->setPen(muted);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
                      row.fontMetrics.elidedText(index.data(PaletteModel::DetailRole).toString(),
                                                 Qt::ElideRight, area.width()));
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {option.rect.width(), std::max(option.fontMetrics.height(), kIconSize) + 2 * kStep};
}

} // namespace remit::ui
