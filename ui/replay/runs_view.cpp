// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/runs_view.h"

#include "ui/models/call_columns.h"
#include "ui/models/call_query.h"
#include "ui/models/call_table.h"
#include "ui/models/text.h"
#include "ui/shell/call_scope.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/typography.h"

#include <QCheckBox>
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
    const std::array widths{13, 13, 18, 18, 7, 10, 12, 24};
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

RunsPanel::RunsPanel(QWidget* parent)
    : QWidget(parent)
    , m_view(new RunsView)
    , m_by(new QComboBox)
    , m_shownOnly(new QCheckBox(tr("Only calls &shown")))
    , m_counting(new QLabel)
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
    m_shownOnly->setObjectName(QStringLiteral("runs-shown-only"));
    m_shownOnly->setToolTip(tr("Count the calls that the filter of the calls and the timeline "
                               "shows, instead of all"));
    m_counting->setObjectName(QStringLiteral("runs-counting"));
    bar->addWidget(label);
    bar->addWidget(m_by);
    bar->addWidget(m_shownOnly);
    bar->addWidget(m_counting);
    bar->addStretch(1);
    layout->addLayout(bar);
    layout->addWidget(m_view, 1);
    connect(m_by, &QComboBox::currentIndexChanged, this, &RunsPanel::refresh);
    connect(m_shownOnly, &QCheckBox::toggled, this, &RunsPanel::refresh);
}

void RunsPanel::setScope(CallScope* scope)
{
    if (m_scope)
        m_scope->disconnect(this);
    m_scope = scope;
    if (scope != nullptr)
        connect(scope, &CallScope::changed, this, [this] {
            if (m_shownOnly->isChecked())
                refresh();
        });
    refresh();
}

void RunsPanel::setReplay(std::shared_ptr<const ReplayResult> replay)
{
    m_replay = std::move(replay);
    refresh();
}

replay::VerdictQuery RunsPanel::wanted() const
{
    if (!m_shownOnly->isChecked() || !m_scope)
        return {};
    const CallScopeState& state = m_scope->state();
    replay::VerdictQuery query =
        queryOf(CallFilter{state.verdicts, state.run, state.query, std::nullopt});
    if (!state.range)
        return query;
    // A range is of places in time: the columns know them.
    query.where = [range = *state.range, columns = m_replay->columns,
                   also = query.where](const decision::CallVerdict& row) {
        const auto at = columns->rowOf(row.run, row.step);
        if (!at)
            return false;
        const std::uint32_t rank = columns->rankOf(*at);
        return rank >= range.first && rank <= range.last && (!also || also(row));
    };
    return query;
}

void RunsPanel::refresh()
{
    const GroupBy by = kGroupings.at(static_cast<std::size_t>(std::max(0, m_by->currentIndex())));
    m_counting->clear();
    if (!m_replay || !m_replay->table)
        return take({}, by);
    using Groups = std::vector<replay::VerdictGroup>;
    auto work = [replay = m_replay, by, query = wanted()](const JobControl& control) {
        return replay->table->groups(by, query, control);
    };
    if (m_replay->table->inMemory() != nullptr || m_jobs == nullptr) {
        if (auto groups = work({}))
            take(std::move(*groups), by);
        return;
    }
    m_counting->setText(tr("Counting…"));
    m_jobs->run<Groups>({.title = tr("Group %L1 calls").arg(m_replay->table->count()),
                         .key = QStringLiteral("calls-groups")},
                        std::move(work), this,
                        [this, by, replay = m_replay](Result<Groups> groups) {
                            if (replay != m_replay)
                                return;
                            m_counting->clear();
                            if (groups)
                                take(std::move(*groups), by);
                            else if (groups.error().code != ErrorCode::Cancelled)
                                m_counting->setText(toQString(groups.error().message));
                        });
}

void RunsPanel::take(std::vector<replay::VerdictGroup> groups, GroupBy by)
{
    for (const int column :
         {RunsModel::AgentColumn, RunsModel::TaskColumn, RunsModel::SourceColumn})
        m_view->setColumnHidden(column, by != GroupBy::Run);
    m_view->runs().setRuns(summariesOf(groups, by, m_replay ? m_replay->origins : RunOrigins()),
                           by);
}

} // namespace remit::ui
