// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/probes/probe.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <memory>

class QCheckBox;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QSpinBox;
class QTableView;

namespace remit::ui {

class Theme;
using ProbesPtr = std::shared_ptr<const analysis::ProbeReport>;

/// The probes of one run of them, a row each.
class ProbesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { OutcomeColumn, KindColumn, WhatColumn, StepColumn, BoundaryColumn, RunColumn };
    static constexpr int kColumns = RunColumn + 1;

    explicit ProbesModel(const Theme& theme, QObject* parent = nullptr);

    void setReport(ProbesPtr report);
    /// Null where there is no such row.
    [[nodiscard]] const analysis::ProbeResult* result(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString text(const analysis::ProbeResult& result, int column) const;

    const Theme& m_theme;
    ProbesPtr m_report;
};

/// Does the boundary hold when reality leaves the plan? Runs probes with a seed and lists what came
/// of them. Enter or a double click opens the changed trace, as if it had been recorded.
class ProbesView : public QWidget {
    Q_OBJECT

public:
    explicit ProbesView(const Theme& theme, QWidget* parent = nullptr);

    /// Null: none were made.
    void setReport(const ProbesPtr& report);
    void setReady(bool ready);
    [[nodiscard]] std::uint64_t seed() const;
    [[nodiscard]] QTableView& table() const { return *m_table; }
    [[nodiscard]] QString summary() const;
    /// Of a row as shown; null where there is none.
    [[nodiscard]] const analysis::ProbeResult* resultAt(int row) const;

signals:
    void runWanted(quint64 seed);
    void probeChosen(const remit::analysis::ProbeResult& result);

private:
    void applyFilter();

    ProbesPtr m_report;
    ProbesModel* m_model;
    QSortFilterProxyModel* m_filtered;
    QSpinBox* m_seed;
    QPushButton* m_run;
    QCheckBox* m_onlyCrossed;
    QLabel* m_summary;
    QTableView* m_table;
};

} // namespace remit::ui
