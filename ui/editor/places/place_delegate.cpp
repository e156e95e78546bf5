// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/places/place_delegate.h"

#include "ui/editor/places/places_view.h"
#include "ui/shell/typography.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

namespace remit::ui {

void PlaceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const QVariant begin = index.data(PlacesView::BeginRole);
    if (!begin.isValid())
        return QStyledItemDelegate::paint(painter, option, index);
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    const QString text = row.text;
    row.text.clear();
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &row, painter, option.widget);

    const bool selected = (row.state & QStyle::State_Selected) != 0;
    QTextLayout layout(text, codeFont());
    QTextLayout::FormatRange meant;
    meant.start = begin.toInt();
    meant.length = index.data(PlacesView::EndRole).toInt() - meant.start;
    meant.format.setFontWeight(QFont::Bold);
    layout.setFormats({meant});
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setNumColumns(static_cast<int>(text.size()));
    layout.endLayout();
    painter->save();
    painter->setClipRect(row.rect);
    painter->setPen(row.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    layout.draw(painter,
                QPointF(row.rect.left() + kStep, row.rect.center().y() - line.height() / 2 + 1));
    painter->restore();
}

} // namespace remit::ui
