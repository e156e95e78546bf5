// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace remit::ui {

class Theme;

/// Draws the verdict of a row, from the role Qt::UserRole, as its sign before the word.
class VerdictDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    VerdictDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace remit::ui
