// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/findings.h"
#include "core/analysis/reviews/review.h"

#include <QAbstractTableModel>

#include <vector>

namespace remit::ui {

class Theme;

/// A finding and what a review made of it.
struct FindingRow {
    analysis::Finding finding;
    analysis::ReviewState review = analysis::ReviewState::Open;
    std::string reason; ///< of the review; may be empty
};

/// The findings of the workspace, the gravest first.
class FindingsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Message, Kind, About, State, Review, ColumnCount };

    explicit FindingsModel(const Theme& theme, QObject* parent = nullptr);

    void setRows(std::vector<FindingRow> rows);
    /// Rows with that text in message, kind, subjects, state or framework ids; case does not count.
    void setFilter(const QString& text);
    /// Null where there is none.
    [[nodiscard]] const FindingRow* finding(int row) const;
    [[nodiscard]] int rowOf(const std::string& id) const; ///< -1: not shown
    [[nodiscard]] int total() const { return static_cast<int>(m_rows.size()); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    const Theme& m_theme;
    std::vector<FindingRow> m_rows;
    std::vector<std::size_t> m_shown;
    QString m_filter;
};

/// The kind in words: "separation of duty".
[[nodiscard]] QString kindWords(analysis::FindingKind kind);
/// "ASI03, NHI5:2025".
[[nodiscard]] QString frameworkText(analysis::FindingKind kind);

} // namespace remit::ui
