// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/runs_model.h"

#include "ui/models/call_query.h"
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

const std::string& groupOf(GroupBy by, const decision::CallVerdict& row)
{
    static const std::string kNone;
    switch (by) {
    case GroupBy::Run:
        return row.run;
    case GroupBy::Agent:
        return row.agent;
    case GroupBy::Task:
        return row.task ? *row.task : kNone;
    case GroupBy::Tool:
        return row.tool;
    case GroupBy::Resource:
        return row.resource;
    case GroupBy::Crossing:
        break;
    }
    return kNone;
}

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
                                                  : nullptr;
    if (field == nullptr)
        return {};
    QString value = name;
    value.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('"'), QLatin1String("\\\""));
    return name.isEmpty() ? QStringLiteral("%1 = none").arg(QLatin1String(field))
                          : QStringLiteral("%1 = \"%2\"").arg(QLatin1String(field), value);
}

void RunTally::add(const decision::CallVerdict& row)
{
    if (m_by == GroupBy::Crossing && row.crossings.empty())
        return;
    const std::string kind =
        m_by == GroupBy::Crossing ? std::string(decision::name(row.crossings.front().kind)) : "";
    const std::string& name = m_by == GroupBy::Crossing ? kind : groupOf(m_by, row);
    auto place = m_places.find(name);
    if (place == m_places.end()) {
        if (m_by != GroupBy::Run && m_runs.size() >= kMostGroups)
            return;
        place = m_places.emplace(name, m_runs.size()).first;
        RunSummary& added = m_runs.emplace_back();
        added.run = toQString(name);
        if (m_by == GroupBy::Run) {
            added.agent = toQString(row.agent);
            added.task = toQString(row.task.value_or(std::string()));
        }
    }
    RunSummary& run = m_runs[place->second];
    ++run.counts.at(static_cast<std::size_t>(row.verdict));
    ++run.calls;
}

std::vector<RunSummary> RunTally::finish(const RunOrigins& origins)
{
    for (const auto& [name, place] : m_places) {
        if (m_by != GroupBy::Run)
            break;
        if (const auto origin = origins.find(name); origin != origins.end()) {
            m_runs[place].file = toQString(origin->second.file);
            m_runs[place].imported = origin->second.imported;
        }
    }
    return std::move(m_runs);
}

std::vector<RunSummary> summarise(const std::vector<decision::CallVerdict>& rows,
                                  const RunOrigins& origins)
{
    RunTally tally;
    for (const decision::CallVerdict& row : rows)
        tally.add(row);
    return tally.finish(origins);
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
        return found->run.toHtmlEscaped();
    if (role == Qt::ToolTipRole && index.column() == SourceColumn)
        return found->file.toHtmlEscaped();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case VerdictColumn:
        return verdictWord(found->worst());
    case RunColumn:
        return found->run.isEmpty() ? tr("(none)") : found->run;
    case AgentColumn:
        return found->agent;
    case TaskColumn:
        return found->task;
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
