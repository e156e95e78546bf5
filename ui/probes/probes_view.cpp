// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/probes/probes_view.h"

#include "ui/shell/empty_hint.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QTableView>

#include <array>
#include <limits>

namespace remit::ui {

ProbesView::ProbesView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(new ProbesModel(theme, this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_seed(new QSpinBox)
    , m_run(new QPushButton(tr("&Probe")))
    , m_onlyCrossed(new QCheckBox(tr("Only what did not &hold")))
    , m_summary(new QLabel)
    , m_table(new QTableView)
{
    m_run->setObjectName(QStringLiteral("probes-run"));
    m_run->setToolTip(tr("Changes recorded runs in one place each, and decides them again. "
                         "Nothing is executed."));
    m_seed->setObjectName(QStringLiteral("probes-seed"));
    m_seed->setRange(1, std::numeric_limits<int>::max());
    m_seed->setPrefix(tr("Seed "));
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("The same seed makes the same probes."));
    m_onlyCrossed->setObjectName(QStringLiteral("probes-only-crossed"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterKeyColumn(ProbesModel::OutcomeColumn);
    m_table->setModel(m_filtered);
    m_table->setObjectName(QStringLiteral("probes-table"));
    m_table->setAccessibleName(tr("Probes"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    const std::array widths{14, 16, 48, 5, 24, 24};
    for (std::size_t column = 0; column < widths.size(); ++column)
        m_table->setColumnWidth(static_cast<int>(column), widths.at(column) * em);
    new EmptyHint(*m_table, tr("Probe changes recorded runs in one place each and shows whether "
                               "the boundary holds. Replay (F5) first."));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 4, 8, 4);
    bar->setSpacing(8);
    bar->addWidget(m_run);
    bar->addWidget(m_seed);
    bar->addWidget(m_onlyCrossed);
    bar->addWidget(m_summary, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(bar);
    rows->addWidget(m_table, 1);
    connect(m_run, &QPushButton::clicked, this, [this] { emit runWanted(seed()); });
    connect(m_onlyCrossed, &QCheckBox::toggled, this, &ProbesView::applyFilter);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (const analysis::ProbeResult* result = resultAt(index.row()))
            emit probeChosen(*result);
    });
    setReady(false);
}

void ProbesView::setReport(const ProbesPtr& report)
{
    m_report = report;
    m_model->setReport(report);
    m_summary->clear();
    if (!report)
        return;
    using Outcome = analysis::ProbeOutcome;
    QString text = tr("%1 probes: %2 held, %3 crossed, %4 undecidable")
                       .arg(report->results.size())
                       .arg(report->count(Outcome::Held))
                       .arg(report->count(Outcome::Crossed))
                       .arg(report->count(Outcome::Undecidable));
    QStringList none;
    for (const analysis::ProbeReport::None& one : report->none)
        none << QString::fromStdString(std::string(name(one.kind)) + ": " + one.why);
    if (!none.isEmpty())
        text += tr("; none of %n kind(s)", nullptr, static_cast<int>(none.size()));
    m_summary->setText(text);
    m_summary->setToolTip(none.join(QLatin1Char('\n')));
}

void ProbesView::setReady(bool ready)
{
    m_run->setEnabled(ready);
}

std::uint64_t ProbesView::seed() const
{
    return static_cast<std::uint64_t>(m_seed->value());
}

QString ProbesView::summary() const
{
    return m_summary->text();
}

const analysis::ProbeResult* ProbesView::resultAt(int row) const
{
    return m_model->result(m_filtered->mapToSource(m_filtered->index(row, 0)).row());
}

void ProbesView::applyFilter()
{
    m_filtered->setFilterRegularExpression(
        m_onlyCrossed->isChecked() ? QStringLiteral("^(?!%1)").arg(tr("held")) : QString());
}

} // namespace remit::ui
