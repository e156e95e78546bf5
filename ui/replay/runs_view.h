// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/runs_model.h"

#include <QTableView>

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

} // namespace remit::ui
