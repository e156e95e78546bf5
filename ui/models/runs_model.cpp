// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/runs_model.h"

#include "ui/models/call_query.h"
#include "ui/models/shown_text.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"

#include <algorithm>
#include <map>

namespace remit::ui {

using decision::Verdict;

Verdict RunSummary::worst() const
{
    for (const Verdict verdict :
         {Verdict::Deny, Verdict::ApprovalRequired, Verdict::Undecidable, Verdict::Unreachable}) {
        if (counts.at(static_cast<std::size_t>(verdict)) > 0)
            return verdict;
    }
    return Verdict::Allow;
}

namespace {

int crossingsOf(const RunSummary& run)
{
    return run.counts.at(static_cast<std::size_t>(Verdict::Deny)) +
           run.counts.at(static_cast<std::size_t>(Verdict::ApprovalRequired));
}

} // namespace

QString wordOf(GroupBy by)
{
    switch (by) {
    case GroupBy::Run:
        return tr("Run");
    case GroupBy::Agent:
        return tr("Agent");
    case GroupBy::Task:
        return tr("Task");
    case GroupBy::Tool:
        return tr("Tool");
    case GroupBy::Resource:
        return tr("Resource");
    case GroupBy::Policy:
        return tr("Policy");
    case GroupBy::Verdict:
        return tr("Verdict");
    case GroupBy::Crossing:
        break;
    }
    return tr("Boundary");
}

QString queryOf(GroupBy by, const QString& name)
{
    const char* field = by == GroupBy::Agent      ? "agent"
                        : by == GroupBy::Task     ? "task"
                        : by == GroupBy::Tool     ? "tool"
                        : by == GroupBy::Resource ? "resource"
                        : by == GroupBy::Crossing ? "crossing"
                        : by == GroupBy::Policy   ? "policy"
                        : by == GroupBy::Verdict  ? "verdict"
                                                  : nullptr;
    if (field == nullptr)
        return {};
    QString value = name;
    value.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('"'), QLatin1String("\\\""));
    return name.isEmpty() ? QStringLiteral("%1 = none").arg(QLatin1String(field))
                          : QStringLiteral("%1 = \"%2\"").arg(QLatin1String(field), value);
}

std::vector<RunSummary> summariesOf(const std::vector<replay::VerdictGroup>& groups, GroupBy by,
                                    const RunOrigins& origins)
{
    std::vector<RunSummary> summaries;
    summaries.reserve(groups.size());
    for (const replay::VerdictGroup& group : groups) {
        RunSummary& summary = summaries.emplace_back();
        summary.run = toQString(group.name);
        summary.agent = toQString(group.agent);
        summary.task = toQString(group.task);
        for (std::size_t verdict = 0; verdict < group.counts.size(); ++verdict) {
            summary.counts.at(verdict) = static_cast<int>(group.counts.at(verdict));
            summary.calls += summary.counts.at(verdict);
        }
        const auto origin = by == GroupBy::Run ? origins.find(group.name) : origins.end();
        if (origin != origins.end()) {
            summary.file = toQString(origin->second.file);
            summary.imported = origin->second.imported;
        }
    }
    return summaries;
}

std::vector<RunSummary> summarise(const std::vector<decision::CallVerdict>& rows,
                                  const RunOrigins& origins)
{
    replay::GroupTally tally(GroupBy::Run);
    for (const decision::CallVerdict& row : rows)
        tally.add(row);
    return summariesOf(tally.finish(), GroupBy::Run, origins);
}

RunsModel::RunsModel(QObject* parent) : QAbstractTableModel(parent) {}

void RunsModel::setRuns(std::vector<RunSummary> runs, GroupBy by)
{
    beginResetModel();
    m_by = by;
    m_runs = std::move(runs);
    m_asReplayed = m_runs;
    sortRuns();
    endResetModel();
}

void RunsModel::sort(int column, Qt::SortOrder order)
{
    beginResetModel();
    m_sortColumn = column;
    m_sortOrder = order;
    m_runs = m_asReplayed;
    sortRuns();
    endResetModel();
}

void RunsModel::sortRuns()
{
    if (m_sortColumn < 0)
        return;
    const auto less = [column = m_sortColumn](const RunSummary& a, const RunSummary& b) {
        switch (column) {
        case VerdictColumn:
            return urgency(a.worst()) < urgency(b.worst());
        case AgentColumn:
            return a.agent < b.agent;
        case TaskColumn:
            return a.task < b.task;
        case CallsColumn:
            return a.calls < b.calls;
        case CrossingsColumn:
            return crossingsOf(a) < crossingsOf(b);
        case UndecidableColumn: {
            const auto at = static_cast<std::size_t>(Verdict::Undecidable);
            return a.counts.at(at) < b.counts.at(at);
        }
        case SourceColumn:
            return a.file < b.file;
        default:
            return a.run < b.run;
        }
    };
    const bool ascending = m_sortOrder == Qt::AscendingOrder;
    std::stable_sort(m_runs.begin(), m_runs.end(), [&](const auto& a, const auto& b) {
        return ascending ? less(a, b) : less(b, a);
    });
}

const RunSummary* RunsModel::run(const QModelIndex& index) const
{
    return index.isValid() && index.row() < rowCount()
               ? &m_runs[static_cast<std::size_t>(index.row())]
               : nullptr;
}

QModelIndex RunsModel::indexOf(const QString& run) const
{
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        if (m_runs[i].run == run)
            return index(static_cast<int>(i), 0);
    }
    return {};
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunsModel::data(const QModelIndex& index, int role) const
{
    const RunSummary* found = run(index);
    if (!found)
        return {};
    const auto count = [found](Verdict verdict) {
        return found->counts.at(static_cast<std::size_t>(verdict));
    };
    const int crossings = crossingsOf(*found);
    if (role == VerdictRole)
        return static_cast<int>(found->worst());
    if (role == RunRole)
        return found->run;
    if (role == Qt::TextAlignmentRole && index.column() >= CallsColumn &&
        index.column() <= UndecidableColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == RunColumn)
        return shownText(found->run);
    if (role == Qt::ToolTipRole && index.column() == SourceColumn)
        return shownText(found->file);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case VerdictColumn:
        return verdictWord(found->worst());
    case RunColumn:
        if (m_by == GroupBy::Verdict) // one verdict: it is the worst too
            return verdictWord(found->worst());
        return found->run.isEmpty() ? tr("(none)") : shownText(found->run);
    case AgentColumn:
        return shownText(found->agent);
    case TaskColumn:
        return shownText(found->task);
    case CallsColumn:
        return found->calls;
    case CrossingsColumn:
        return crossings;
    case UndecidableColumn:
        return count(Verdict::Undecidable);
    case SourceColumn: {
        const QString name = found->file.section(QLatin1Char('/'), -1);
        return found->imported ? tr("%1 (imported)").arg(name) : name;
    }
    default:
        return {};
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VerdictColumn:
        return tr("Worst");
    case RunColumn:
        return wordOf(m_by);
    case AgentColumn:
        return tr("Agent");
    case TaskColumn:
        return tr("Task");
    case CallsColumn:
        return tr("Calls");
    case CrossingsColumn:
        return tr("Crossings");
    case UndecidableColumn:
        return tr("Undecidable");
    case SourceColumn:
        return tr("Recorded in");
    default:
        return {};
    }
}

} // namespace remit::ui
