// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/calls_view.h"

#include "ui/models/text.h"
#include "ui/replay/filter_line.h"
#include "ui/shell/call_scope.h"
#include "ui/shell/icons.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/typography.h"
#include "ui/shell/verdict_sign.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace remit::ui {

using decision::Verdict;

namespace {

constexpr std::array kVerdicts{Verdict::Allow, Verdict::Deny, Verdict::ApprovalRequired,
                               Verdict::Undecidable, Verdict::Unreachable};

std::size_t place(Verdict verdict)
{
    return static_cast<std::size_t>(verdict);
}

} // namespace

CallsView::CallsView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(new CallsModel(this))
    , m_table(new QTableView(this))
    , m_search(new FilterLine(this))
    , m_count(new QLabel(this))
    , m_problem(new QLabel(this))
    , m_runChip(new QToolButton(this))
    , m_rangeChip(new QToolButton(this))
    , m_back(new QToolButton(this))
    , m_forward(new QToolButton(this))
    , m_export(new QToolButton(this))
    , m_ownScope(new CallScope(this))
    , m_scope(m_ownScope)
{
    setObjectName(QStringLiteral("calls"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(kMargin, kStep, kMargin, kStep);
    bar->setSpacing(kStep);
    setupHistory(*bar);
    setupFilters(theme);
    setupChips();
    for (QToolButton* toggle : m_toggles)
        bar->addWidget(toggle);
    bar->addWidget(m_runChip);
    bar->addWidget(m_rangeChip);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_count);
    bar->addWidget(m_export);
    layout->addLayout(bar);
    m_problem->setObjectName(QStringLiteral("calls-problem"));
    m_problem->setContentsMargins(kMargin, 0, kMargin, kStep);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    layout->addWidget(m_problem);
    setupTable();
    layout->addWidget(m_table, 1);
    connect(m_model, &CallsModel::shownChanged, this, &CallsView::takeShown);
    connect(m_model, &CallsModel::failed, this, [this](const QString& message) {
        m_problem->setText(message);
        m_problem->show();
    });
    setScope(nullptr);
    showCounts();
}

void CallsView::setupHistory(QBoxLayout& bar)
{
    const auto setup = [&](QToolButton* button, const char* name, const QString& tip) {
        button->setObjectName(QStringLiteral("calls-%1").arg(QLatin1String(name)));
        button->setIcon(icon(QLatin1String(name)));
        button->setAutoRaise(true);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        bar.addWidget(button);
    };
    setup(m_back, "back", tr("Back to what was shown before (Alt+Left)"));
    setup(m_forward, "forward", tr("Forward again (Alt+Right)"));
    connect(m_back, &QToolButton::clicked, this, [this] { m_scope->back(); });
    connect(m_forward, &QToolButton::clicked, this, [this] { m_scope->forward(); });
}

void CallsView::setupChips()
{
    m_runChip->setObjectName(QStringLiteral("run-chip"));
    m_runChip->setVisible(false);
    m_runChip->setToolTip(tr("Show the calls of all runs again"));
    connect(m_runChip, &QToolButton::clicked, this, [this] { setRun({}); });
    m_rangeChip->setObjectName(QStringLiteral("range-chip"));
    m_rangeChip->setVisible(false);
    m_rangeChip->setToolTip(tr("Show the calls of all times again"));
    connect(m_rangeChip, &QToolButton::clicked, this, [this] {
        CallScopeState state = m_scope->state();
        state.range.reset();
        m_scope->set(std::move(state));
    });
    m_export->setObjectName(QStringLiteral("calls-export"));
    m_export->setText(tr("Export…"));
    m_export->setAutoRaise(true);
    m_export->setToolTip(tr("Write the calls shown to a file, as CSV or JSON"));
    connect(m_export, &QToolButton::clicked, this, &CallsView::exportWanted);
}

void CallsView::setupFilters(const Theme& theme)
{
    for (const Verdict verdict : kVerdicts) {
        auto* toggle = new QToolButton(this);
        toggle->setObjectName(QStringLiteral("show-%1").arg(toQString(decision::name(verdict))));
        toggle->setCheckable(true);
        toggle->setIcon(signIcon(signOf(verdict), theme));
        toggle->setChecked(true);
        toggle->setAutoRaise(true);
        toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        toggle->setToolTip(tr("Show or hide calls with the verdict: %1").arg(verdictWord(verdict)));
        connect(toggle, &QToolButton::toggled, this, [this] { applyFilter(); });
        m_toggles.at(place(verdict)) = toggle;
    }
    m_search->setObjectName(QStringLiteral("calls-search"));
    m_search->setAccessibleName(tr("Filter calls"));
    connect(m_search, &FilterLine::queryChanged, this,
            [this] { applyFilter(QStringLiteral("query")); });
    connect(m_search, &FilterLine::problemChanged, this, [this](const QString& problem) {
        m_problem->setText(problem);
        m_problem->setVisible(!problem.isEmpty());
    });
}

void CallsView::setupTable()
{
    m_table->setObjectName(QStringLiteral("calls-table"));
    m_table->setAccessibleName(tr("Calls"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setSortingEnabled(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::Interactive);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    const std::array widths{14, 5, 16, 22, 14, 14, 44, 12, 30};
    for (std::size_t column = 0; column < widths.size(); ++column)
        m_table->setColumnWidth(static_cast<int>(column), widths.at(column) * em);
    header->setStretchLastSection(true);
    connect(header, &QHeaderView::sortIndicatorChanged, this,
            [this](int column, Qt::SortOrder order) {
                remember();
                m_model->sort(column, order);
            });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &CallsView::announce);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        emit callActivated(index.data(CallsModel::RunRole).toString(),
                           index.data(CallsModel::StepRole).toLongLong());
    });
    m_table->installEventFilter(this);
}

void CallsView::setVerdictDelegate(QAbstractItemDelegate* delegate)
{
    m_table->setItemDelegateForColumn(CallsModel::VerdictColumn, delegate);
}

void CallsView::setScope(CallScope* scope)
{
    if (m_scope != nullptr)
        m_scope->disconnect(this);
    m_scope = scope == nullptr ? m_ownScope : scope;
    if (scope == nullptr)
        m_ownScope->clear();
    connect(m_scope, &CallScope::changed, this, &CallsView::follow);
    follow();
}

void CallsView::setCallActions(const QList<QAction*>& actions)
{
    m_table->addActions(actions);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

/// The current call, which stays the current one when other calls are shown.
void CallsView::remember()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    m_currentRun = current.data(CallsModel::RunRole).toString();
    m_currentStep = current.data(CallsModel::StepRole).toLongLong();
}

void CallsView::takeShown()
{
    showShown();
    if (m_model->isSearching() || m_currentStep < 0)
        return;
    const QModelIndex again = m_model->indexOf(m_currentRun, m_currentStep);
    if (!again.isValid() || again == m_table->currentIndex())
        return;
    m_table->setCurrentIndex(again);
    m_table->scrollTo(again);
}

void CallsView::setRows(CallRows rows)
{
    remember();
    m_model->setRows(std::move(rows));
    showCounts();
}

void CallsView::setReplay(const std::shared_ptr<const ReplayResult>& replay)
{
    remember();
    // The table lies in the replay, and keeps it.
    m_model->setCalls(std::shared_ptr<const CallTable>(replay, replay->table.get()),
                      replay->columns);
    showCounts();
}

void CallsView::setRun(const QString& run)
{
    CallScopeState state = m_scope->state();
    state.run = run;
    m_scope->set(std::move(state));
}

void CallsView::showGroup(GroupBy by, const QString& name)
{
    if (by == GroupBy::Run)
        return setRun(name);
    CallScopeState state = m_scope->state();
    state.query = queryOf(by, name);
    m_scope->set(std::move(state));
}

void CallsView::select(const QString& run, qint64 step)
{
    m_currentRun = run;
    m_currentStep = step;
    const QModelIndex found = m_model->indexOf(run, step);
    if (found.isValid()) {
        if (found.row() != m_table->currentIndex().row())
            m_table->setCurrentIndex(found.siblingAtColumn(0));
        m_table->scrollTo(found);
        return;
    }
    if (m_model->isSearching() || !m_model->columns().rowOf(run.toStdString(), step))
        return;
    CallScopeState state = m_scope->state();
    const CallScopeState all;
    state.verdicts = all.verdicts;
    state.query.clear();
    if (state.run != run)
        state.run.clear();
    state.range.reset();
    m_scope->set(std::move(state));
}

void CallsView::selectNextCrossing()
{
    jump(true);
}

void CallsView::selectPreviousCrossing()
{
    jump(false);
}

void CallsView::jump(bool forward)
{
    const QModelIndex found = m_model->nextCrossing(m_table->currentIndex(), forward);
    if (found.isValid())
        m_table->setCurrentIndex(found);
}

void CallsView::applyFilter(const QString& merged)
{
    if (m_following)
        return;
    CallScopeState state = m_scope->state();
    for (const Verdict verdict : kVerdicts)
        state.verdicts.at(place(verdict)) = m_toggles.at(place(verdict))->isChecked();
    state.query = m_search->text().trimmed();
    m_scope->set(std::move(state), merged);
}

void CallsView::follow()
{
    const CallScopeState& state = m_scope->state();
    m_following = true;
    for (const Verdict verdict : kVerdicts)
        m_toggles.at(place(verdict))->setChecked(state.verdicts.at(place(verdict)));
    if (m_search->text().trimmed() != state.query)
        m_search->setQuery(state.query);
    m_following = false;
    m_runChip->setText(fontMetrics().elidedText(state.run, Qt::ElideMiddle, 200) +
                       QStringLiteral("  ×"));
    m_runChip->setAccessibleName(tr("Only run %1; show all").arg(state.run));
    m_runChip->setVisible(!state.run.isEmpty());
    m_rangeChip->setVisible(state.range.has_value());
    if (state.range) {
        const QString text = tr("%Ln call(s) in time", nullptr,
                                static_cast<int>(state.range->last - state.range->first + 1));
        m_rangeChip->setText(text + QStringLiteral("  ×"));
        m_rangeChip->setAccessibleName(tr("Only %1; show all").arg(text));
    }
    m_back->setEnabled(m_scope->canGoBack());
    m_forward->setEnabled(m_scope->canGoForward());
    remember();
    m_model->setFilter({state.verdicts, state.run, state.query, state.range});
}

void CallsView::showCounts()
{
    m_counts = {};
    const CallColumns& columns = m_model->columns();
    for (std::size_t row = 0; row < columns.size(); ++row)
        ++m_counts.at(place(columns[row].verdict));
    for (const Verdict verdict : kVerdicts) {
        QToolButton* toggle = m_toggles.at(place(verdict));
        const int count = m_counts.at(place(verdict));
        toggle->setText(QStringLiteral("%1 %L2").arg(verdictWord(verdict)).arg(count));
        // Verdicts that need modelled authority or a mode of replay do not clutter the bar.
        const bool rare = verdict == Verdict::ApprovalRequired || verdict == Verdict::Unreachable;
        toggle->setVisible(!rare || count > 0);
    }
    showShown();
}

void CallsView::showShown()
{
    m_export->setEnabled(m_model->rowCount() > 0);
    m_count->setText(m_model->isSearching()
                         ? tr("Searching…")
                         : tr("%L1 of %L2 calls").arg(m_model->rowCount()).arg(m_model->total()));
}

void CallsView::announce(const QModelIndex& current)
{
    if (!current.isValid())
        return;
    m_currentRun = current.data(CallsModel::RunRole).toString();
    m_currentStep = current.data(CallsModel::StepRole).toLongLong();
    emit callSelected(m_currentRun, m_currentStep);
}

bool CallsView::eventFilter(QObject* watched, QEvent* event)
{
    // Of the window's shortcuts these are for the table while it has the focus.
    if (watched == m_table &&
        (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isBack = key->key() == Qt::Key_Left;
        if (key->modifiers() == Qt::AltModifier && (isBack || key->key() == Qt::Key_Right)) {
            event->accept();
            if (event->type() == QEvent::KeyPress)
                isBack ? m_scope->back() : m_scope->forward();
            return true;
        }
    }
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const QString key = static_cast<QKeyEvent*>(event)->text();
        if (key == QLatin1String("[") || key == QLatin1String("]")) {
            jump(key == QLatin1String("]"));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace remit::ui
