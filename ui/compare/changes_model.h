// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/compare_work.h"

#include <QAbstractItemModel>

#include <array>

namespace remit::ui {

/// Calls that change their verdict: by what becomes of them, then by cause, then one by one.
class ChangesModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { WhatColumn, BeforeColumn, AfterColumn, ColumnCount };
    enum Role {
        VerdictRole = Qt::UserRole, ///< of a call's side, by column
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setCompared(std::shared_ptr<const Compared> compared);
    [[nodiscard]] const std::shared_ptr<const Compared>& compared() const { return m_compared; }
    /// Null for a heading.
    [[nodiscard]] const analysis::CallChange* change(const QModelIndex& index) const;
    [[nodiscard]] const analysis::Cause* cause(const QModelIndex& index) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Group {
        analysis::Cause cause;
        std::vector<std::size_t> changes; ///< indices of the comparison
    };
    struct Section {
        analysis::ChangeKind kind{};
        std::vector<Group> groups;
        std::size_t calls = 0;
    };

    [[nodiscard]] QString textOf(const QModelIndex& index) const;

    std::shared_ptr<const Compared> m_compared;
    std::vector<Section> m_sections;
};

/// "Newly crossed", "Newly allowed", "Otherwise".
[[nodiscard]] QString wordOf(analysis::ChangeKind kind);

} // namespace remit::ui
