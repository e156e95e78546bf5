// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/calls_view.h"

#include "ui/models/text.h"
#include "ui/shell/verdict_sign.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
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
    , m_search(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_runChip(new QToolButton(this))
{
    setObjectName(QStringLiteral("calls"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 4, 8, 4);
    bar->setSpacing(4);
    setupFilters(theme);
    for (QToolButton* toggle : m_toggles)
        bar->addWidget(toggle);
    bar->addWidget(m_runChip);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_count);
    layout->addLayout(bar);
    setupTable();
    layout->addWidget(m_table, 1);
    showCounts();
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
        connect(toggle, &QToolButton::toggled, this, &CallsView::applyFilter);
        m_toggles.at(place(verdict)) = toggle;
    }
    m_runChip->setObjectName(QStringLiteral("run-chip"));
    m_runChip->setVisible(false);
    m_runChip->setToolTip(tr("Show the calls of all runs again"));
    connect(m_runChip, &QToolButton::clicked, this, [this] { setRun({}); });
    m_search->setObjectName(QStringLiteral("calls-search"));
    m_search->setPlaceholderText(tr("Filter by tool, resource, agent, policy or reason"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Filter calls"));
    connect(m_search, &QLineEdit::textChanged, this, &CallsView::applyFilter);
}

void CallsView::setupTable()
{
    m_table->setObjectName(QStringLiteral("calls-table"));
    m_table->setAccessibleName(tr("Calls"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
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
    const std::array widths{14, 5, 16, 22, 14, 14, 44, 30};
    for (std::size_t column = 0; column < widths.size(); ++column)
        m_table->setColumnWidth(static_cast<int>(column), widths.at(column) * em);
    header->setStretchLastSection(true);
    connect(header, &QHeaderView::sortIndicatorChanged, m_model, &CallsModel::sort);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &CallsView::announce);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (const auto* call = m_model->call(index))
            emit callActivated(toQString(call->run), call->step);
    });
    m_table->installEventFilter(this);
}

void CallsView::setVerdictDelegate(QAbstractItemDelegate* delegate)
{
    m_table->setItemDelegateForColumn(CallsModel::VerdictColumn, delegate);
}

void CallsView::setRows(CallRows rows)
{
    const decision::CallVerdict* old = m_model->call(m_table->currentIndex());
    const QString run = old ? toQString(old->run) : QString();
    const qint64 step = old ? old->step : -1;
    m_rows = std::move(rows);
    m_model->setRows(m_rows);
    showCounts();
    const QModelIndex again = m_model->indexOf(run, step);
    if (again.isValid())
        m_table->setCurrentIndex(again);
}

void CallsView::setRun(const QString& run)
{
    m_run = run;
    m_runChip->setText(fontMetrics().elidedText(run, Qt::ElideMiddle, 200) + QStringLiteral("  ×"));
    m_runChip->setAccessibleName(tr("Only run %1; show all").arg(run));
    m_runChip->setVisible(!run.isEmpty());
    applyFilter();
}

void CallsView::select(const QString& run, qint64 step)
{
    QModelIndex found = m_model->indexOf(run, step);
    if (!found.isValid()) {
        for (QToolButton* toggle : m_toggles)
            toggle->setChecked(true);
        m_search->clear();
        if (m_run != run)
            setRun({});
        found = m_model->indexOf(run, step);
    }
    if (!found.isValid())
        return;
    m_table->setCurrentIndex(found);
    m_table->scrollTo(found);
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

void CallsView::applyFilter()
{
    CallFilter filter;
    for (const Verdict verdict : kVerdicts)
        filter.verdicts.at(place(verdict)) = m_toggles.at(place(verdict))->isChecked();
    filter.run = m_run;
    filter.text = m_search->text();
    m_model->setFilter(filter);
    showCounts();
}

void CallsView::showCounts()
{
    std::array<int, 5> counts{};
    if (m_rows) {
        for (const decision::CallVerdict& call : *m_rows)
            ++counts.at(place(call.verdict));
    }
    for (const Verdict verdict : kVerdicts) {
        QToolButton* toggle = m_toggles.at(place(verdict));
        const int count = counts.at(place(verdict));
        toggle->setText(QStringLiteral("%1 %2").arg(verdictWord(verdict)).arg(count));
        // Verdicts that need modelled authority or a mode of replay do not clutter the bar.
        const bool rare = verdict == Verdict::ApprovalRequired || verdict == Verdict::Unreachable;
        toggle->setVisible(!rare || count > 0);
    }
    m_count->setText(tr("%1 of %2 calls").arg(m_model->rowCount()).arg(m_model->total()));
}

void CallsView::announce(const QModelIndex& current)
{
    if (const auto* call = m_model->call(current))
        emit callSelected(toQString(call->run), call->step);
}

bool CallsView::eventFilter(QObject* watched, QEvent* event)
{
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
