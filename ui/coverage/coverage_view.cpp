// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/coverage/coverage_view.h"

#include "ui/models/roomy_rows.h"
#include "ui/models/text.h"
#include "ui/shell/empty_hint.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTreeView>

namespace remit::ui {
namespace {

using analysis::CoveredClause;
using analysis::CoveredNode;
using analysis::CoveredPolicy;
using analysis::Why;

enum Role { FileRole = Qt::UserRole, BeginRole, EndRole };

/// A row of three cells.
struct CoverageRow {
    QString part;
    QString seen;
    QString why;
    const SourceText* source = nullptr;
    Span span;
};

[[nodiscard]] QList<QStandardItem*> itemsOf(const CoverageRow& row)
{
    QList<QStandardItem*> items{new QStandardItem(row.part), new QStandardItem(row.seen),
                                new QStandardItem(row.why)};
    for (QStandardItem* item : items) {
        item->setEditable(false);
        item->setToolTip(item->text());
        if (row.source == nullptr)
            continue;
        item->setData(toQString(row.source->name()), FileRole);
        item->setData(row.span.begin, BeginRole);
        item->setData(row.span.end, EndRole);
    }
    return items;
}

QString whyText(const std::optional<Why>& one, const std::optional<Why>& other)
{
    if (one && other && one->text != other->text)
        return toQString(one->text) + QLatin1Char(' ') + toQString(other->text);
    return one ? toQString(one->text) : other ? toQString(other->text) : QString();
}

QString oneLine(const CoveredPolicy& policy, Span span)
{
    return policy.source ? toQString(policy.source->text(span)).simplified() : QString();
}

QString shareText(const QString& what, const analysis::CoverageShare& share)
{
    return share.total == 0 ? QString()
                            : QStringLiteral("%1 %2/%3 (%4 %)")
                                  .arg(what)
                                  .arg(share.covered)
                                  .arg(share.total)
                                  .arg(share.percent(), 0, 'f', 0);
}

} // namespace

CoverageView::CoverageView(QWidget* parent)
    : QWidget(parent)
    , m_evidence(new QComboBox)
    , m_onlyMissing(new QCheckBox(tr("Only what is &missing")))
    , m_summary(new QLabel)
    , m_tree(new QTreeView)
    , m_model(new QStandardItemModel(this))
{
    m_evidence->addItems({tr("By traces"), tr("By tests")});
    m_evidence->setObjectName(QStringLiteral("coverage-evidence"));
    m_evidence->setAccessibleName(tr("What exercises the policies"));
    m_onlyMissing->setChecked(true);
    m_summary->setObjectName(QStringLiteral("coverage-summary"));
    m_summary->setAccessibleName(tr("Coverage in short"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* measure = new QPushButton(tr("&Measure"));
    measure->setObjectName(QStringLiteral("coverage-measure"));
    measure->setToolTip(tr("Decides the recorded calls and the tests again, and counts."));
    m_tree->setObjectName(QStringLiteral("coverage-tree"));
    m_tree->setAccessibleName(tr("Coverage"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    RoomyRows::give(*m_tree);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setAlternatingRowColors(false);
    new EmptyHint(*m_tree, tr("Measure shows which clauses no recorded call and no test has tried, "
                              "and why."));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 4, 8, 4);
    bar->setSpacing(8);
    bar->addWidget(measure);
    bar->addWidget(m_evidence);
    bar->addWidget(m_onlyMissing);
    bar->addWidget(m_summary, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(bar);
    rows->addWidget(m_tree, 1);
    connect(measure, &QPushButton::clicked, this, &CoverageView::measureWanted);
    connect(m_evidence, &QComboBox::currentIndexChanged, this, [this] { fill(); });
    connect(m_onlyMissing, &QCheckBox::toggled, this, [this] { fill(); });
    connect(m_tree, &QTreeView::activated, this, &CoverageView::activate);
    fill();
}

void CoverageView::setCoverage(CoveragePtr coverage)
{
    m_coverage = std::move(coverage);
    fill();
}

const analysis::CoverageReport* CoverageView::shown() const
{
    if (!m_coverage)
        return nullptr;
    return m_evidence->currentIndex() == 0 ? &m_coverage->traces : &m_coverage->tests;
}

QString CoverageView::summary() const
{
    return m_summary->text();
}

void CoverageView::fill()
{
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("Part"), tr("Seen"), tr("Why not")});
    m_summary->clear();
    if (const analysis::CoverageReport* report = shown()) {
        const analysis::CoverageSummary& summary = report->summary;
        QStringList shares{shareText(tr("Policies"), summary.policies),
                           shareText(tr("Clauses"), summary.clauses),
                           shareText(tr("Truth values"), summary.conditions),
                           shareText(tr("Actions"), summary.actions),
                           shareText(tr("Grants"), summary.grants),
                           shareText(tr("Findings"), summary.findings)};
        shares.removeAll(QString());
        m_summary->setText(shares.join(QStringLiteral("   ")));
        m_summary->setToolTip(m_summary->text());
        addPolicies(*report);
        addThings(tr("Actions"), report->actions);
        addThings(tr("Grants"), report->grants);
        addThings(tr("Findings"), report->findings);
    }
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    m_tree->setColumnWidth(0, 40 * em);
    m_tree->setColumnWidth(1, 20 * em);
    emit shownChanged();
}

void CoverageView::addPolicies(const analysis::CoverageReport& report)
{
    const bool onlyMissing = m_onlyMissing->isChecked();
    for (const CoveredPolicy& policy : report.policies) {
        QString title = toQString(policy.id);
        for (const std::string& grant : policy.grants)
            title += QStringLiteral(" · ") + toQString(grant);
        const bool good = !policy.neverSatisfied;
        const auto items = itemsOf(
            {title, tr("in scope %1, satisfied %2").arg(policy.inScope).arg(policy.satisfied),
             policy.neverInScope ? whyText(policy.neverInScope, {})
                                 : whyText(policy.neverSatisfied, {}),
             policy.source.get(), policy.effectSpan});
        for (const CoveredClause& clause : policy.clauses) {
            const bool whole = clause.covered() == 2;
            const auto row = itemsOf(
                {oneLine(policy, clause.span),
                 tr("held %1, not held %2").arg(clause.held).arg(clause.failedToHold),
                 whyText(clause.neverHeld, clause.neverFailed), policy.source.get(), clause.span});
            for (const CoveredNode& node : clause.nodes) {
                if (onlyMissing && node.covered() == 2)
                    continue;
                row.front()->appendRow(itemsOf(
                    {oneLine(policy, node.span),
                     tr("true %1, false %2").arg(node.counts.isTrue).arg(node.counts.isFalse),
                     whyText(node.neverTrue, node.neverFalse), policy.source.get(), node.span}));
            }
            if (onlyMissing && whole && row.front()->rowCount() == 0)
                qDeleteAll(row);
            else
                items.front()->appendRow(row);
        }
        if (onlyMissing && good && items.front()->rowCount() == 0)
            qDeleteAll(items);
        else
            m_model->appendRow(items);
    }
}

void CoverageView::addThings(const QString& title,
                             const std::vector<analysis::CoveredThing>& things)
{
    auto* root = new QStandardItem(title);
    root->setEditable(false);
    for (const analysis::CoveredThing& thing : things) {
        if (m_onlyMissing->isChecked() && !thing.uncovered)
            continue;
        const QString seen =
            !thing.message.empty()
                ? toQString(thing.message)
                : tr("%1 calls, %2 allowed").arg(thing.verdicts.calls).arg(thing.verdicts.allowed);
        root->appendRow(
            itemsOf({toQString(thing.id), seen, whyText(thing.uncovered, {}), nullptr, {}}));
    }
    if (root->rowCount() == 0)
        delete root;
    else
        m_model->appendRow(root);
}

void CoverageView::activate(const QModelIndex& index)
{
    const QString file = index.data(FileRole).toString();
    if (!file.isEmpty())
        emit placeChosen(file, index.data(BeginRole).toUInt(), index.data(EndRole).toUInt());
}

} // namespace remit::ui
