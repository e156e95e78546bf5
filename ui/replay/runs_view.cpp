// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/runs_view.h"

#include "ui/shell/typography.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>

#include <algorithm>

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
    // In a narrow dock the name is read first, and the sign stands behind it.
    horizontalHeader()->moveSection(RunsModel::RunColumn, 0);
    const std::array widths{13, 15, 18, 18, 7, 10, 12, 24};
    for (std::size_t column = 0; column < widths.size(); ++column)
        setColumnWidth(static_cast<int>(column), widths.at(column) * em);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, m_runs, &RunsModel::sort);
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

RunsPanel::RunsPanel(QWidget* parent) : QWidget(parent), m_view(new RunsView), m_by(new QComboBox)
{
    setObjectName(QStringLiteral("runs"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(kMargin, kStep, kMargin, kStep);
    bar->setSpacing(kMargin);
    auto* label = new QLabel(tr("&Group by"));
    label->setBuddy(m_by);
    m_by->setObjectName(QStringLiteral("runs-group-by"));
    m_by->setAccessibleName(tr("What the calls are counted by"));
    for (const GroupBy by : kGroupings)
        m_by->addItem(wordOf(by));
    bar->addWidget(label);
    bar->addWidget(m_by);
    bar->addStretch(1);
    layout->addLayout(bar);
    layout->addWidget(m_view, 1);
    connect(m_by, &QComboBox::currentIndexChanged, this, &RunsPanel::refresh);
}

void RunsPanel::setGroups(std::shared_ptr<const CallGroups> groups)
{
    m_groups = std::move(groups);
    refresh();
}

void RunsPanel::refresh()
{
    const auto at = static_cast<std::size_t>(std::max(0, m_by->currentIndex()));
    const GroupBy by = kGroupings.at(at);
    for (const int column :
         {RunsModel::AgentColumn, RunsModel::TaskColumn, RunsModel::SourceColumn})
        m_view->setColumnHidden(column, by != GroupBy::Run);
    m_view->runs().setRuns(m_groups ? m_groups->at(at) : std::vector<RunSummary>(), by);
}

} // namespace remit::ui
