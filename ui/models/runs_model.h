// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/replay/workspace_traces.h"
#include "ui/models/calls_model.h"

#include <QAbstractTableModel>

#include <map>
#include <string>
#include <vector>

namespace remit::ui {

/// What a replay says about one run.
struct RunSummary {
    QString run;
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

/// Counts rows as they come.
class RunTally {
public:
    void add(const decision::CallVerdict& row);
    /// The runs in the order of their first call. The tally is spent.
    [[nodiscard]] std::vector<RunSummary> finish(const RunOrigins& origins);

private:
    std::vector<RunSummary> m_runs;
    std::map<std::string, std::size_t, std::less<>> m_places;
};

/// The runs in the order of their first call.
[[nodiscard]] std::vector<RunSummary> summarise(const std::vector<decision::CallVerdict>& rows,
                                                const RunOrigins& origins = {});

/// The runs of the last replay, one a row.
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

    void setRuns(std::vector<RunSummary> runs);
    [[nodiscard]] const RunSummary* run(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const QString& run) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<RunSummary> m_runs;
};

} // namespace remit::ui
