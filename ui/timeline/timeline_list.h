// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timeline_data.h"

#include <QAbstractTableModel>

namespace remit::ui {

/// The timeline as a list, for those who read it: calls that fit the filter, approvals,
/// revocations and endings, in the order of time.
class TimelineListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { WhenColumn, LaneColumn, WhatColumn, VerdictColumn, ColumnCount };
    enum Role { RowRole = Qt::UserRole }; ///< row of the replay; negative: no call

    using QAbstractTableModel::QAbstractTableModel;

    void setData(std::shared_ptr<const TimelineData> data);
    [[nodiscard]] QModelIndex indexOfRow(std::size_t row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString callText(std::size_t row, int column) const;
    [[nodiscard]] QString flagText(const TimelineFlag& flag, int column) const;

    std::shared_ptr<const TimelineData> m_data;
    /// Rows of the replay, or flags as -1 - index.
    std::vector<std::int64_t> m_entries;
    std::vector<int> m_entryOfRow; ///< negative: not shown
};

} // namespace remit::ui
