// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/text.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"
#include "ui/shell/verdict_sign.h"
#include "ui/whatif/whatif_view.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

/// The lower half of the what-if panel: what the events would change.
namespace remit::ui {
namespace {

/// More are counted, not listed: nobody reads them, and the table would take long.
constexpr std::size_t kCallsListed = 2000;

void prepare(QTreeWidget& table, const QStringList& headers, const QString& name)
{
    table.setAccessibleName(name);
    table.setHeaderLabels(headers);
    table.setRootIsDecorated(false);
    table.setUniformRowHeights(true);
    table.setAllColumnsShowFocus(true);
    table.setFrameShape(QFrame::NoFrame);
    table.header()->setStretchLastSection(true);
    const int em = table.fontMetrics().horizontalAdvance(QLatin1Char('m'));
    for (int column = 0; column < headers.size(); ++column)
        table.setColumnWidth(column, (column == 0 ? 12 : 9) * em);
}

QString spanText(Instant from, Instant to)
{
    const qint64 minutes = (to.milliseconds - from.milliseconds) / 60'000;
    if (minutes <= 0)
        return WhatIfView::tr("none");
    if (minutes < 60)
        return WhatIfView::tr("%1 min").arg(minutes);
    if (minutes < 48 * 60)
        return WhatIfView::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
    return WhatIfView::tr("%n day(s)", nullptr, static_cast<int>(minutes / (24 * 60)));
}

QString verdictText(const decision::CallVerdict& call)
{
    const QString word = wordOf(signOf(call.verdict));
    return call.crossings.empty()
               ? word
               : word + QStringLiteral(" (") + toQString(name(call.crossings.front().kind)) +
                     QLatin1Char(')');
}

} // namespace

QWidget* WhatIfView::makeResult()
{
    prepare(*m_grants,
            {tr("Grant"), tr("Held by"), tr("State"), tr("Accesses"), tr("Exposure closed")},
            tr("Grants that the events change"));
    prepare(*m_calls, {tr("Call"), tr("Tool"), tr("Before"), tr("After")},
            tr("Recorded calls whose verdict changes"));
    m_grants->setObjectName(QStringLiteral("whatIfGrants"));
    m_calls->setObjectName(QStringLiteral("whatIfCalls"));
    new EmptyHint(*m_grants, tr("Grants that would end or fall with another stand here."));
    new EmptyHint(*m_calls, tr("Recorded calls whose verdict would change stand here."));
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(kMargin, kStep, kMargin, kStep);
    auto* tables = new QSplitter(Qt::Vertical);
    tables->addWidget(m_grants);
    tables->addWidget(m_calls);
    tables->setChildrenCollapsible(false);
    auto* panel = new QWidget;
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_summary);
    column->addWidget(tables, 1);
    connect(m_grants, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem* item) { emit grantChosen(item->text(0)); });
    connect(m_calls, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item != nullptr)
            emit callChosen(item->data(0, Qt::UserRole).toString(),
                            item->data(0, Qt::UserRole + 1).toLongLong());
    });
    return panel;
}

void WhatIfView::setProblem(const QString& text)
{
    setResult(nullptr);
    m_summary->setText(text);
}

QString WhatIfView::summary() const
{
    return m_summary->text();
}

void WhatIfView::setResult(std::shared_ptr<const analysis::WhatIf> result)
{
    m_result = std::move(result);
    m_grants->clear();
    m_calls->clear();
    m_apply->setEnabled(m_result != nullptr);
    if (!m_result) {
        m_summary->setText(m_drafts.empty() ? QString() : tr("Looking …"));
        return;
    }
    showGrants();
    showCalls();
    QString text =
        tr("%n grant(s) change", nullptr, static_cast<int>(m_result->affected.size())) +
        QStringLiteral(", ") +
        (m_result->compared == 0 ? tr("no recorded calls were compared: replay first (F5).")
                                 : tr("%1 of %2 recorded calls change verdict.")
                                       .arg(m_result->changed)
                                       .arg(m_result->compared));
    if (m_result->changed > kCallsListed)
        text += tr(" The first %1 are listed.").arg(kCallsListed);
    m_summary->setText(text);
}

void WhatIfView::showGrants()
{
    for (const analysis::Affected& each : m_result->affected) {
        const bool ended = each.after != authority::EdgeState::Active;
        auto* item = new QTreeWidgetItem(
            m_grants, {toQString(each.grant), toQString(each.holder),
                       tr("%1 → %2").arg(toQString(name(each.before)), toQString(name(each.after))),
                       tr("%1 → %2").arg(each.accessesBefore).arg(ended ? 0 : each.accessesAfter),
                       ended ? tr("%1, up to %2")
                                   .arg(spanText(m_result->first, each.wouldHaveEnded),
                                        toQString(rfc3339(each.wouldHaveEnded)))
                             : tr("opens, up to %1").arg(toQString(rfc3339(each.wouldHaveEnded)))});
        item->setToolTip(0, item->text(0));
    }
}

void WhatIfView::showCalls()
{
    const std::size_t count = std::min(m_result->calls.size(), kCallsListed);
    for (std::size_t i = 0; i < count; ++i) {
        const analysis::ChangedCall& call = m_result->calls[i];
        auto* item = new QTreeWidgetItem(
            m_calls,
            {tr("%1 step %2").arg(toQString(call.before.run)).arg(call.before.step),
             toQString(call.before.tool), verdictText(call.before), verdictText(call.after)});
        item->setIcon(2, signIcon(signOf(call.before.verdict), m_theme));
        item->setIcon(3, signIcon(signOf(call.after.verdict), m_theme));
        item->setData(0, Qt::UserRole, toQString(call.before.run));
        item->setData(0, Qt::UserRole + 1, qint64{call.before.step});
        if (!call.after.crossings.empty())
            item->setToolTip(3, toQString(call.after.crossings.front().message));
    }
}

} // namespace remit::ui
