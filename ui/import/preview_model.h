// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/preview.h"

#include <QAbstractTableModel>

namespace remit::ui {

/// The first events of a trace as they were recorded and as they are imported, side by side.
class PreviewModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { RunColumn, TypeColumn, BeforeColumn, AfterColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setPreview(trace::ImportPreview preview);
    [[nodiscard]] const trace::ImportPreview& preview() const { return m_preview; }
    /// Is the event imported otherwise than it was recorded?
    [[nodiscard]] bool isChanged(int row) const;
    [[nodiscard]] QString tipOf(const QModelIndex& index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    trace::ImportPreview m_preview;
};

} // namespace remit::ui
