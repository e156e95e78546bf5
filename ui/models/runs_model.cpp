// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/runs_model.h"

#include "ui/models/text.h"

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

void RunTally::add(const decision::CallVerdict& row)
{
    auto place = m_places.find(row.run);
    if (place == m_places.end()) {
        place = m_places.emplace(row.run, m_runs.size()).first;
        m_runs.push_back({toQString(row.run),
                          toQString(row.agent),
                          toQString(row.task.value_or(std::string())),
                          {},
                          0,
                          {},
                          false});
    }
    RunSummary& run = m_runs[place->second];
    ++run.counts.at(static_cast<std::size_t>(row.verdict));
    ++run.calls;
}

std::vector<RunSummary> RunTally::finish(const RunOrigins& origins)
{
    for (const auto& [name, place] : m_places) {
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

void RunsModel::setRuns(std::vector<RunSummary> runs)
{
    beginResetModel();
    m_runs = std::move(runs);
    endResetModel();
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
    const int crossings = count(Verdict::Deny) + count(Verdict::ApprovalRequired);
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
        return found->run;
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
        return tr("Run");
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
