// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/problem.h"

#include <QAbstractTableModel>

#include <vector>

namespace remit::ui {

class Theme;

/// What is wrong in the workspace, one a row.
class ProblemsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Message, Code, File, Line, ColumnCount };

    explicit ProblemsModel(const Theme& theme, QObject* parent = nullptr);

    /// Given by file and place; shown with the errors first, then the warnings.
    void setProblems(std::vector<Problem> problems);
    /// Null where there is no such row.
    [[nodiscard]] const Problem* problem(int row) const;
    /// The row of the first problem after that place, going round at the end; -1 without problems.
    /// Backwards, the last before it.
    [[nodiscard]] int nextRow(const std::string& file, std::uint32_t byte, bool forward) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    const Theme& m_theme;
    std::vector<Problem> m_problems; ///< errors first, each kind by file and place
    std::vector<int> m_byPlace;      ///< rows, by file and place
};

} // namespace remit::ui
