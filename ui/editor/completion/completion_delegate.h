// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace remit::ui {

class Theme;

/// A row of proposals: the sign of its kind, what would be inserted, and muted at the right edge
/// what it is.
class CompletionDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// The theme must outlive it.
    CompletionDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    /// As wide as the whole text.
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace remit::ui
