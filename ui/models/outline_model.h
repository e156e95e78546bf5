// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/outline.h"

#include <QAbstractItemModel>

#include <vector>

namespace remit::ui {

class Theme;

/// What a text consists of, as a tree.
class OutlineModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole };

    /// The theme must outlive it.
    explicit OutlineModel(const Theme& theme, QObject* parent = nullptr);

    /// Where only places have moved, what is open and selected stays so.
    void setItems(std::vector<assist::OutlineItem> items);
    /// Null where there is none.
    [[nodiscard]] const assist::OutlineItem* item(const QModelIndex& index) const;
    /// The innermost one around the byte; invalid where there is none.
    [[nodiscard]] QModelIndex indexAt(std::uint32_t byte) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Node {
        const assist::OutlineItem* item = nullptr;
        std::size_t parent = 0; ///< its number; 0 is the root
        int row = 0;
        std::vector<std::size_t> children;
    };

    void number(const std::vector<assist::OutlineItem>& items, std::size_t parent);
    [[nodiscard]] const Node& node(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(std::size_t number) const;

    const Theme& m_theme;
    std::vector<assist::OutlineItem> m_items;
    std::vector<Node> m_nodes{Node{}};
};

/// "permit", "entity type" …
[[nodiscard]] QString wordOf(assist::OutlineKind kind);

} // namespace remit::ui
