// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decision/verdict.h"
#include "ui/models/call_columns.h"
#include "ui/models/call_table.h"
#include "ui/shell/call_scope.h"

#include <QAbstractTableModel>

#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace remit::ui {

class CallPages;
class JobRunner;

using CallRows = std::shared_ptr<const std::vector<decision::CallVerdict>>;

/// Which calls are shown. Everything must hold at once.
struct CallFilter {
    std::array<bool, 5> verdicts{true, true, true, true, true}; ///< by decision::Verdict
    QString run;                                                ///< exact; empty: all
    /// A query of the filter language. Words that are none are looked for as they are.
    QString text;
    std::optional<CallRange> range = {};

    bool operator==(const CallFilter&) const = default;
};

/// The decided calls of the last replay as a table. It keeps an order of row numbers, nothing more:
/// filtering and sorting move no row. Rows in memory are filtered and sorted at once; rows of the
/// store on a worker, and are read as they come into sight (`Loading` until then).
class CallsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        VerdictColumn,
        StepColumn,
        ToolColumn,
        ResourceColumn,
        AgentColumn,
        TaskColumn,
        WhyColumn,
        ReviewColumn,
        RunColumn,
        ColumnCount
    };
    enum Role { VerdictRole = Qt::UserRole, RunRole, StepRole };
    /// What people have made of a crossing, in words; empty: nothing.
    using ReviewWords = std::function<QString(const decision::CallVerdict&)>;

    explicit CallsModel(QObject* parent = nullptr);

    void setRunner(JobRunner* jobs);
    void setRows(CallRows rows);
    void setCalls(std::shared_ptr<const CallTable> table,
                  std::shared_ptr<const CallColumns> columns);
    void setFilter(const CallFilter& filter);
    [[nodiscard]] const CallFilter& filter() const { return m_filter; }
    void setReviews(ReviewWords reviews);
    /// Null where the row does not exist, or is not read yet.
    [[nodiscard]] const decision::CallVerdict* call(const QModelIndex& index) const;
    /// The row of the replay that a row of the table shows; negative: none.
    [[nodiscard]] std::int64_t rowNumber(int row) const;
    /// The index of that call, invalid when it is filtered out or not there.
    [[nodiscard]] QModelIndex indexOf(const QString& run, qint64 step) const;
    [[nodiscard]] QModelIndex indexOfRow(std::int64_t number) const;
    /// The nearest crossing after (or, backwards, before) the row; invalid when there is none.
    [[nodiscard]] QModelIndex nextCrossing(const QModelIndex& from, bool forward) const;
    /// Calls before filtering.
    [[nodiscard]] int total() const;
    [[nodiscard]] const CallColumns& columns() const { return *m_columns; }
    [[nodiscard]] const std::shared_ptr<const CallTable>& table() const { return m_table; }
    /// Numbers of the rows shown, in the order shown.
    [[nodiscard]] const std::vector<std::int64_t>& shown() const { return m_visible; }
    /// A search of the store is under way.
    [[nodiscard]] bool isSearching() const { return m_searching; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    /// The text of a cell, for tables and their export.
    [[nodiscard]] QString cellText(const decision::CallVerdict& call, int column) const;

signals:
    /// Other calls are shown, or in another order.
    void shownChanged();
    void failed(const QString& message);

private:
    void rebuild();
    [[nodiscard]] QVariant loadingData(const QModelIndex& index, int role) const;
    void take(std::vector<std::int64_t> numbers);

    JobRunner* m_jobs = nullptr;
    std::shared_ptr<const CallTable> m_table;
    std::shared_ptr<const CallColumns> m_columns;
    CallPages* m_pages;
    std::vector<std::int64_t> m_visible; ///< row numbers, in the order shown
    CallFilter m_filter;
    ReviewWords m_reviews;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_searching = false;
};

/// One short line that says why: the first crossing's message, the unknown facts, or the policies
/// that allowed.
[[nodiscard]] QString whyLine(const decision::CallVerdict& call);
/// "Allow", "Deny", "Approval required", "Undecidable", "Unreachable".
[[nodiscard]] QString verdictWord(decision::Verdict verdict);

} // namespace remit::ui
