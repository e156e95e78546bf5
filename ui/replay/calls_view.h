// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/calls_model.h"
#include "ui/models/runs_model.h"

#include <QWidget>

#include <array>

class QAbstractItemDelegate;
class QAction;
class QBoxLayout;
class QLabel;
class QTableView;
class QToolButton;

namespace remit::ui {

class CallScope;
class FilterLine;
class Theme;
struct ReplayResult;

/// The table of decided calls with its filter bar: back and forward in what was looked at, verdict
/// toggles with their counts, chips of run and range, and a query. Arrow keys step from call to
/// call; `[` and `]` to the previous and next crossing; Alt+Left and Alt+Right through the history.
class CallsView : public QWidget {
    Q_OBJECT

public:
    explicit CallsView(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] CallsModel& model() { return *m_model; }
    [[nodiscard]] QTableView& table() { return *m_table; }
    /// Draws the verdict column.
    void setVerdictDelegate(QAbstractItemDelegate* delegate);
    /// What is shown is said to it and heard from it; null: a scope of its own.
    void setScope(CallScope* scope);
    void setRows(CallRows rows);
    void setReplay(const std::shared_ptr<const ReplayResult>& replay);
    /// Of the table's context menu.
    void setCallActions(const QList<QAction*>& actions);
    /// Only the calls of that run; empty: all.
    void setRun(const QString& run);
    /// Only the calls of that group.
    void showGroup(GroupBy by, const QString& name);
    /// Moves the selection there, lifting filters that hide it.
    void select(const QString& run, qint64 step);

public slots:
    void selectNextCrossing();
    void selectPreviousCrossing();

signals:
    void callSelected(const QString& run, qint64 step);
    void callActivated(const QString& run, qint64 step);
    /// The rows shown are to be written to a file.
    void exportWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupFilters(const Theme& theme);
    void setupChips();
    void setupHistory(QBoxLayout& bar);
    void setupTable();
    void applyFilter(const QString& merged = {});
    void follow();
    void takeShown();
    void remember();
    void showCounts();
    void showShown();
    void jump(bool forward);
    void announce(const QModelIndex& current);

    CallsModel* m_model;
    QTableView* m_table;
    FilterLine* m_search;
    QLabel* m_count;
    QLabel* m_problem;
    QToolButton* m_runChip;
    QToolButton* m_rangeChip;
    QToolButton* m_back;
    QToolButton* m_forward;
    QToolButton* m_export;
    std::array<QToolButton*, 5> m_toggles{};
    CallScope* m_ownScope;
    CallScope* m_scope;
    std::array<int, 5> m_counts{};
    QString m_currentRun; ///< of the current call, for after a change of what is shown
    qint64 m_currentStep = -1;
    bool m_following = false; ///< widgets take what the scope says
};

} // namespace remit::ui
