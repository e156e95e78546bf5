// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/runs_model.h"

#include <QTableView>
#include <QWidget>

#include <memory>

class QComboBox;

namespace remit::ui {

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

/// The Runs dock: the runs, or the calls by agent, task, tool, resource or boundary.
class RunsPanel : public QWidget {
    Q_OBJECT

public:
    explicit RunsPanel(QWidget* parent = nullptr);

    [[nodiscard]] RunsView& view() const { return *m_view; }
    /// Null: none.
    void setGroups(std::shared_ptr<const CallGroups> groups);

private:
    void refresh();

    RunsView* m_view;
    QComboBox* m_by;
    std::shared_ptr<const CallGroups> m_groups;
};

} // namespace remit::ui
