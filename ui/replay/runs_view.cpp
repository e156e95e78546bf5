// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/runs_view.h"

#include <QHeaderView>

namespace remit::ui {

RunsView::RunsView(QWidget* parent) : QTableView(parent), m_runs(new RunsModel(this))
{
    setObjectName(QStringLiteral("runs-table"));
    setAccessibleName(tr("Runs"));
    setModel(m_runs);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    const std::array widths{14, 40, 18, 18, 7, 10, 12, 24};
    for (std::size_t column = 0; column < widths.size(); ++column)
        setColumnWidth(static_cast<int>(column), widths.at(column) * em);
    horizontalHeader()->setStretchLastSection(true);
    const auto name = [this](const QModelIndex& index) {
        const RunSummary* run = m_runs->run(index);
        return run ? run->run : QString();
    };
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this, name](const QModelIndex& current) {
                if (current.isValid())
                    emit runSelected(name(current));
            });
    connect(this, &QTableView::activated, this,
            [this, name](const QModelIndex& index) { emit runActivated(name(index)); });
}

void RunsView::setVerdictDelegate(QAbstractItemDelegate* delegate)
{
    setItemDelegateForColumn(RunsModel::VerdictColumn, delegate);
}

} // namespace remit::ui
