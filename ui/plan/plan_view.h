// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/plan/plan_check.h"

#include <QWidget>

#include <vector>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace remit::ui {

/// Behaviour against intention: for each task the steps of its plan with the calls that used them,
/// the calls outside the plan, and the grants that decided nothing.
class PlanView : public QWidget {
    Q_OBJECT

public:
    explicit PlanView(QWidget* parent = nullptr);

    void setReports(const std::vector<analysis::PlanReport>& reports);
    void clear(); ///< nothing was replayed
    [[nodiscard]] QTreeWidget& tree() const { return *m_tree; }
    [[nodiscard]] QString summary() const;

signals:
    void callChosen(const QString& run, qint64 step);
    void grantChosen(const QString& id);

private:
    void addTask(const analysis::PlanReport& report);
    void choose(const QTreeWidgetItem& item);

    QLabel* m_summary;
    QTreeWidget* m_tree;
};

} // namespace remit::ui
