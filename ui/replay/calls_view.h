// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/calls_model.h"

#include <QWidget>

#include <array>

class QAbstractItemDelegate;
class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace remit::ui {

class Theme;

/// The table of decided calls with its filter line: verdict toggles with their counts, a run chip
/// and a text search. Arrow keys step from call to call; `[` and `]` to the previous and next
/// crossing.
class CallsView : public QWidget {
    Q_OBJECT

public:
    explicit CallsView(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] CallsModel& model() { return *m_model; }
    [[nodiscard]] QTableView& table() { return *m_table; }
    /// Draws the verdict column.
    void setVerdictDelegate(QAbstractItemDelegate* delegate);
    void setRows(CallRows rows);
    /// Only the calls of that run; empty: all.
    void setRun(const QString& run);
    /// Moves the selection there, lifting filters that hide it.
    void select(const QString& run, qint64 step);

public slots:
    void selectNextCrossing();
    void selectPreviousCrossing();

signals:
    void callSelected(const QString& run, qint64 step);
    void callActivated(const QString& run, qint64 step);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupFilters(const Theme& theme);
    void setupTable();
    void applyFilter();
    void showCounts();
    void jump(bool forward);
    void announce(const QModelIndex& current);

    CallsModel* m_model;
    QTableView* m_table;
    QLineEdit* m_search;
    QLabel* m_count;
    QToolButton* m_runChip;
    std::array<QToolButton*, 5> m_toggles{};
    CallRows m_rows;
    QString m_run;
};

} // namespace remit::ui
