// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/plan_view.h"

#include "ui/models/roomy_rows.h"
#include "ui/models/shown_text.h"
#include "ui/shell/first_focus.h"

#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace remit::ui {
namespace {

enum Column : int { kWhat, kCallCount, kAllowed, kRunCount, kSays };
enum Data : int { kRun = Qt::UserRole, kStep, kGrant };

QTreeWidgetItem* group(QTreeWidgetItem* task, const QString& title)
{
    auto* item = new QTreeWidgetItem(task, {title});
    item->setExpanded(true);
    return item;
}

void addTool(QTreeWidgetItem* parent, const analysis::PlanTool& tool, const QString& says)
{
    auto* item = new QTreeWidgetItem(parent, {shownText(tool.tool), QString::number(tool.calls),
                                              QString::number(tool.allowed),
                                              QString::number(tool.runs), says});
    if (tool.calls == 0)
        return;
    item->setData(kWhat, kRun, toQString(tool.run));
    item->setData(kWhat, kStep, static_cast<qint64>(tool.step));
    item->setToolTip(
        kWhat, PlanView::tr("First in run %1, step %2").arg(shownText(tool.run)).arg(tool.step));
}

QString wordsOf(const analysis::PlanReport& report)
{
    if (!report.hasPlan)
        return report.declared ? PlanView::tr("has no plan")
                               : PlanView::tr("is not declared in this workspace");
    QStringList words;
    if (report.neverSeen() > 0)
        words << PlanView::tr("%n step(s) never seen", nullptr,
                              static_cast<int>(report.neverSeen()));
    if (report.offPlanCalls() > 0)
        words << PlanView::tr("%n call(s) off the plan", nullptr,
                              static_cast<int>(report.offPlanCalls()));
    return words.isEmpty() ? PlanView::tr("as planned") : words.join(QStringLiteral(", "));
}

} // namespace

PlanView::PlanView(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("planView"));
    m_summary = new QLabel;
    m_summary->setObjectName(QStringLiteral("plan-summary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setMargin(6);
    m_tree = new QTreeWidget;
    m_tree->setObjectName(QStringLiteral("plan-tree"));
    m_tree->setAccessibleName(tr("Plans and behaviour"));
    m_tree->setAccessibleDescription(tr("Enter goes to the first call of a tool, or to a grant."));
    m_tree->setHeaderLabels(
        {tr("Task, step or tool"), tr("Calls"), tr("Allowed"), tr("Runs"), tr("Plan")});
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    RoomyRows::give(*m_tree);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    m_tree->setColumnWidth(kWhat, 24 * em);
    for (const int column : {kCallCount, kAllowed, kRunCount})
        m_tree->setColumnWidth(column, 6 * em);
    connect(m_tree, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem* item) { choose(*item); });
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_summary);
    rows->addWidget(m_tree, 1);
    new FirstFocus(*this, *m_tree);
    clear();
}

void PlanView::clear()
{
    m_tree->clear();
    m_summary->setText(tr("Replay (F5) holds the plan of each task against what its runs did."));
}

QString PlanView::summary() const
{
    return m_summary->text();
}

void PlanView::setReports(const std::vector<analysis::PlanReport>& reports)
{
    m_tree->clear();
    std::int64_t offPlan = 0;
    std::int64_t neverSeen = 0;
    std::size_t unused = 0;
    for (const analysis::PlanReport& report : reports) {
        addTask(report);
        offPlan += report.offPlanCalls();
        neverSeen += report.hasPlan ? report.neverSeen() : 0;
        unused += report.unusedGrants.size();
    }
    m_summary->setText(reports.empty()
                           ? tr("No task is declared, and no run names one.")
                           : tr("Calls off the plan: %1. Steps of plans never seen: %2. Grants "
                                "without a call: %3.")
                                 .arg(offPlan)
                                 .arg(neverSeen)
                                 .arg(unused));
}

void PlanView::addTask(const analysis::PlanReport& report)
{
    auto* task =
        new QTreeWidgetItem(m_tree, {shownText(report.task), QString::number(report.calls),
                                     QString(), QString::number(report.runs), wordsOf(report)});
    task->setExpanded(true);
    for (const analysis::PlanTool& step : report.steps)
        addTool(task, step, step.calls == 0 ? tr("never seen") : tr("in the plan"));
    if (!report.offPlan.empty()) {
        auto* outside = group(task, tr("Off the plan"));
        for (const analysis::PlanTool& tool : report.offPlan)
            addTool(outside, tool, tr("not in the plan"));
    }
    if (report.unusedGrants.empty())
        return;
    auto* grants = group(task, tr("Grants without a call"));
    for (const std::string& grant : report.unusedGrants) {
        auto* item = new QTreeWidgetItem(grants, {shownText(grant)});
        item->setData(kWhat, kGrant, toQString(grant));
    }
}

void PlanView::choose(const QTreeWidgetItem& item)
{
    if (item.data(kWhat, kRun).isValid())
        emit callChosen(item.data(kWhat, kRun).toString(), item.data(kWhat, kStep).toLongLong());
    else if (item.data(kWhat, kGrant).isValid())
        emit grantChosen(item.data(kWhat, kGrant).toString());
}

} // namespace remit::ui
