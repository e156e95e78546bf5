// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/replay/verdict_query.h"
#include "ui/models/runs_model.h"

#include <QPointer>
#include <QTableView>
#include <QWidget>

#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;

namespace remit::ui {

class CallScope;
class JobRunner;
struct ReplayResult;

/// The runs of the last replay. Choosing one (Enter, double click) narrows the calls to it.
class RunsView : public QTableView {
    Q_OBJECT

public:
    explicit RunsView(QWidget* parent = nullptr);

    [[nodiscard]] RunsModel& runs() { return *m_runs; }
    void setVerdictDelegate(QAbstractItemDelegate* delegate);

signals:
    void runSelected(const QString& run);
    void runActivated(const QString& run);

private:
    RunsModel* m_runs;
};

/// The Runs dock: the runs, or the calls in groups by agent, tool, policy … Counted are all calls,
/// or those that the filter shows. Calls that lie in the store are counted there, on a worker.
class RunsPanel : public QWidget {
    Q_OBJECT

public:
    explicit RunsPanel(QWidget* parent = nullptr);

    [[nodiscard]] RunsView& view() const { return *m_view; }
    void setRunner(JobRunner* jobs) { m_jobs = jobs; }
    /// Whose filter counts; null: none.
    void setScope(CallScope* scope);
    /// Null: none.
    void setReplay(std::shared_ptr<const ReplayResult> replay);

private:
    void refresh();
    void take(std::vector<replay::VerdictGroup> groups, GroupBy by);
    [[nodiscard]] replay::VerdictQuery wanted() const;

    RunsView* m_view;
    QComboBox* m_by;
    QCheckBox* m_shownOnly;
    QLabel* m_counting;
    QPointer<CallScope> m_scope;
    JobRunner* m_jobs = nullptr;
    std::shared_ptr<const ReplayResult> m_replay;
};

} // namespace remit::ui
