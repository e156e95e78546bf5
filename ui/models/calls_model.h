// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decision/verdict.h"

#include <QAbstractTableModel>

#include <array>
#include <memory>
#include <vector>

namespace remit::ui {

using CallRows = std::shared_ptr<const std::vector<decision::CallVerdict>>;

/// Which calls are shown. Everything must hold at once.
struct CallFilter {
    std::array<bool, 5> verdicts{true, true, true, true, true}; ///< by decision::Verdict
    QString run;                                                ///< exact; empty: all
    QString text; ///< part of tool, resource, agent, task, message or policy; case does not count

    bool operator==(const CallFilter&) const = default;
};

/// The decided calls of the last replay as a table. It shares the rows and keeps only an order of
/// indices: filtering and sorting move no row.
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
        RunColumn,
        ColumnCount
    };
    enum Role { VerdictRole = Qt::UserRole, RunRole, StepRole };

    explicit CallsModel(QObject* parent = nullptr);

    void setRows(CallRows rows);
    void setFilter(const CallFilter& filter);
    [[nodiscard]] const CallFilter& filter() const { return m_filter; }
    /// Null where the row does not exist.
    [[nodiscard]] const decision::CallVerdict* call(const QModelIndex& index) const;
    /// The index of that call, invalid when it is filtered out or not there.
    [[nodiscard]] QModelIndex indexOf(const QString& run, qint64 step) const;
    /// The nearest crossing after (or, backwards, before) the row; invalid when there is none.
    [[nodiscard]] QModelIndex nextCrossing(const QModelIndex& from, bool forward) const;
    /// Calls before filtering.
    [[nodiscard]] int total() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    [[nodiscard]] bool matches(const decision::CallVerdict& call) const;
    [[nodiscard]] QString text(const decision::CallVerdict& call, int column) const;
    void rebuild();

    CallRows m_rows;
    std::vector<int> m_visible; ///< indices into *m_rows, in the order shown
    CallFilter m_filter;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

/// One short line that says why: the first crossing's message, the unknown facts, or the policies
/// that allowed.
[[nodiscard]] QString whyLine(const decision::CallVerdict& call);
/// "Allow", "Deny", "Approval required", "Undecidable", "Unreachable".
[[nodiscard]] QString verdictWord(decision::Verdict verdict);

} // namespace remit::ui
