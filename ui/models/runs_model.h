// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/replay/verdict_groups.h"
#include "core/replay/workspace_traces.h"
#include "ui/models/calls_model.h"

#include <QAbstractTableModel>

#include <map>
#include <string>
#include <vector>

namespace remit::ui {

using GroupBy = replay::VerdictGrouping;
inline constexpr std::array kGroupings{GroupBy::Run,    GroupBy::Agent,    GroupBy::Task,
                                       GroupBy::Tool,   GroupBy::Resource, GroupBy::Crossing,
                                       GroupBy::Policy, GroupBy::Verdict};
/// "Run", "Tool" … as a heading.
[[nodiscard]] QString wordOf(GroupBy by);
/// The query of the filter language that shows the calls of a group alone; empty for runs, which
/// have a chip of their own.
[[nodiscard]] QString queryOf(GroupBy by, const QString& name);

/// What a replay says about one run, or another group of calls.
struct RunSummary {
    QString run; ///< or the name of the group; empty: not recorded, none
    QString agent;
    QString task;
    std::array<int, 5> counts{}; ///< by decision::Verdict
    int calls = 0;
    QString file;          ///< that it was read from; empty: not known
    bool imported = false; ///< into the workspace's store

    /// The verdict that wants attention most: deny, approval required, undecidable, unreachable,
    /// allow.
    [[nodiscard]] decision::Verdict worst() const;
};

using RunOrigins = std::map<std::string, replay::RunOrigin, std::less<>>;

/// Groups as they are shown; of runs with where they were recorded.
[[nodiscard]] std::vector<RunSummary> summariesOf(const std::vector<replay::VerdictGroup>& groups,
                                                  GroupBy by, const RunOrigins& origins = {});

/// The runs in the order of their first call.
[[nodiscard]] std::vector<RunSummary> summarise(const std::vector<decision::CallVerdict>& rows,
                                                const RunOrigins& origins = {});

/// The runs of the last replay, or its calls in other groups, one a row.
class RunsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        VerdictColumn,
        RunColumn,
        AgentColumn,
        TaskColumn,
        CallsColumn,
        CrossingsColumn,
        UndecidableColumn,
        SourceColumn,
        ColumnCount
    };
    enum Role { VerdictRole = Qt::UserRole, RunRole };

    explicit RunsModel(QObject* parent = nullptr);

    void setRuns(std::vector<RunSummary> runs, GroupBy by = GroupBy::Run);
    [[nodiscard]] GroupBy grouping() const { return m_by; }
    [[nodiscard]] const RunSummary* run(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const QString& run) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    /// The order of the first calls comes back with a negative column.
    void sort(int column, Qt::SortOrder order) override;

private:
    void sortRuns();

    GroupBy m_by = GroupBy::Run;
    std::vector<RunSummary> m_runs;
    std::vector<RunSummary> m_asReplayed;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace remit::ui
