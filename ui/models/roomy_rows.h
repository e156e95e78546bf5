// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>
#include <QTreeView>

namespace remit::ui {

/// Rows of a tree as high as those of the tables.
class RoomyRows : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static void give(QTreeView& tree) { tree.setItemDelegate(new RoomyRows(&tree)); }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(std::max(size.height(), option.fontMetrics.height() + kRoom));
        return size;
    }

private:
    static constexpr int kRoom = 8;
};

} // namespace remit::ui
