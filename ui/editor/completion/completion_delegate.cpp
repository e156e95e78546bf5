// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completion/completion_delegate.h"

#include "ui/editor/completion/completion_model.h"
#include "ui/editor/kind_sign.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QApplication>
#include <QPainter>

namespace remit::ui {

CompletionDelegate::CompletionDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{}

void CompletionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    const QString label = row.text;
    row.text.clear();
    row.state &= ~QStyle::State_HasFocus;
    row.state |=
        QStyle::State_Active; // the keys are the editor's, and the row is chosen all the same
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &row, painter, option.widget);

    const bool selected = (row.state & QStyle::State_Selected) != 0;
    const QColor plain = row.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor muted = selected ? plain : m_theme.colors().muted;
    const KindSign sign =
        signOf(static_cast<assist::CompletionKind>(index.data(CompletionModel::KindRole).toInt()));
    QRect area = row.rect.adjusted(kStep, 0, -kMargin, 0);
    const QRect signArea(area.left(), area.center().y() - kIconSize / 2 + 1, kIconSize, kIconSize);
    paintKindSign(*painter, signArea, sign, m_theme.colors(), selected ? plain : QColor());
    area.setLeft(signArea.right() + kMargin);

    painter->save();
    painter->setFont(codeFont());
    painter->setPen(plain);
    const QFontMetrics metrics(codeFont());
    const QString shown = metrics.elidedText(label, Qt::ElideRight, area.width());
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, shown);
    area.setLeft(area.left() + metrics.horizontalAdvance(shown) + 3 * kStep);
    painter->setFont(interfaceFont(TextSize::Small));
    painter->setPen(muted);
    const QFontMetrics small(interfaceFont(TextSize::Small));
    if (area.width() > 0)
        painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter,
                          small.elidedText(index.data(CompletionModel::DetailRole).toString(),
                                           Qt::ElideRight, area.width()));
    painter->restore();
}

QSize CompletionDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const QFontMetrics code(codeFont());
    const QFontMetrics small(interfaceFont(TextSize::Small));
    const QString detail = index.data(CompletionModel::DetailRole).toString();
    const int width = kStep + kIconSize + kMargin +
                      code.horizontalAdvance(index.data().toString()) + 3 * kStep +
                      small.horizontalAdvance(detail) + kMargin + kStep;
    return {width, std::max(code.height(), kIconSize) + kStep};
}

} // namespace remit::ui
