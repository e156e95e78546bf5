// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/calls_model.h"

#include "ui/models/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace remit::ui {

using decision::CallVerdict;
using decision::Verdict;

namespace {

/// How much a verdict wants attention: sorting by it brings the crossings up.
int urgency(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Deny:
        return 0;
    case Verdict::ApprovalRequired:
        return 1;
    case Verdict::Undecidable:
        return 2;
    case Verdict::Unreachable:
        return 3;
    case Verdict::Allow:
        return 4;
    }
    return 5;
}

QStringList toList(const std::vector<std::string>& items)
{
    QStringList list;
    for (const std::string& item : items)
        list << toQString(item);
    return list;
}

} // namespace

QString verdictWord(Verdict verdict)
{
    const char* const context = "Verdict";
    switch (verdict) {
    case Verdict::Allow:
        return QCoreApplication::translate(context, "Allow");
    case Verdict::Deny:
        return QCoreApplication::translate(context, "Deny");
    case Verdict::ApprovalRequired:
        return QCoreApplication::translate(context, "Approval required");
    case Verdict::Undecidable:
        return QCoreApplication::translate(context, "Undecidable");
    case Verdict::Unreachable:
        return QCoreApplication::translate(context, "Unreachable");
    }
    return {};
}

QString whyLine(const CallVerdict& call)
{
    if (!call.crossings.empty())
        return toQString(call.crossings.front().message);
    if (!call.unknown.empty())
        return QCoreApplication::translate("Verdict", "Not recorded: %1")
            .arg(toList(call.unknown).join(QStringLiteral(", ")));
    if (!call.reasons.empty())
        return QCoreApplication::translate("Verdict", "Allowed by %1")
            .arg(toList(call.reasons).join(QStringLiteral(", ")));
    return toQString(call.undecidable);
}

CallsModel::CallsModel(QObject* parent)
    : QAbstractTableModel(parent), m_rows(std::make_shared<const std::vector<CallVerdict>>())
{}

void CallsModel::setRows(CallRows rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    rebuild();
    endResetModel();
}

void CallsModel::setFilter(const CallFilter& filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    rebuild();
    endResetModel();
}

const CallVerdict* CallsModel::call(const QModelIndex& index) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return nullptr;
    return &(*m_rows)[static_cast<std::size_t>(m_visible[static_cast<std::size_t>(index.row())])];
}

QModelIndex CallsModel::indexOf(const QString& run, qint64 step) const
{
    const std::string wanted = run.toStdString();
    for (int row = 0; row < rowCount(); ++row) {
        const CallVerdict* found = call(index(row, 0));
        if (found->step == step && found->run == wanted)
            return index(row, 0);
    }
    return {};
}

QModelIndex CallsModel::nextCrossing(const QModelIndex& from, bool forward) const
{
    const int step = forward ? 1 : -1;
    int row = from.isValid() ? from.row() + step : (forward ? 0 : rowCount() - 1);
    for (; row >= 0 && row < rowCount(); row += step) {
        if (decision::isCrossing(call(index(row, 0))->verdict))
            return index(row, 0);
    }
    return {};
}

int CallsModel::total() const
{
    return static_cast<int>(m_rows->size());
}

int CallsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_visible.size());
}

int CallsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CallsModel::text(const CallVerdict& call, int column) const
{
    switch (column) {
    case VerdictColumn:
        return verdictWord(call.verdict);
    case StepColumn:
        return QString::number(call.step);
    case ToolColumn:
        return toQString(call.tool);
    case ResourceColumn:
        return toQString(call.resource);
    case AgentColumn:
        return toQString(call.agent);
    case TaskColumn:
        return toQString(call.task.value_or(std::string()));
    case WhyColumn:
        return whyLine(call);
    case RunColumn:
        return toQString(call.run);
    default:
        return {};
    }
}

QVariant CallsModel::data(const QModelIndex& index, int role) const
{
    const CallVerdict* found = call(index);
    if (!found)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*found, index.column());
    case Qt::ToolTipRole:
        // Plain text always: it comes from a trace.
        return text(*found, index.column()).toHtmlEscaped();
    case Qt::AccessibleTextRole:
        return index.column() == VerdictColumn ? QVariant(tr("%1, step %2, %3")
                                                              .arg(verdictWord(found->verdict))
                                                              .arg(found->step)
                                                              .arg(toQString(found->tool)))
                                               : QVariant(text(*found, index.column()));
    case Qt::TextAlignmentRole:
        return index.column() == StepColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                            : QVariant();
    case VerdictRole:
        return static_cast<int>(found->verdict);
    case RunRole:
        return toQString(found->run);
    case StepRole:
        return QVariant::fromValue<qint64>(found->step);
    default:
        return {};
    }
}

QVariant CallsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VerdictColumn:
        return tr("Verdict");
    case StepColumn:
        return tr("Step");
    case ToolColumn:
        return tr("Tool");
    case ResourceColumn:
        return tr("Resource");
    case AgentColumn:
        return tr("Agent");
    case TaskColumn:
        return tr("Task");
    case WhyColumn:
        return tr("Why");
    case RunColumn:
        return tr("Run");
    default:
        return {};
    }
}

void CallsModel::sort(int column, Qt::SortOrder order)
{
    beginResetModel();
    m_sortColumn = column;
    m_sortOrder = order;
    rebuild();
    endResetModel();
}

bool CallsModel::matches(const CallVerdict& call) const
{
    if (!m_filter.verdicts.at(static_cast<std::size_t>(call.verdict)))
        return false;
    if (!m_filter.run.isEmpty() && toQString(call.run) != m_filter.run)
        return false;
    if (m_filter.text.isEmpty())
        return true;
    for (int column = 0; column < ColumnCount; ++column) {
        if (text(call, column).contains(m_filter.text, Qt::CaseInsensitive))
            return true;
    }
    const auto names = [this](const std::string& policy) {
        return toQString(policy).contains(m_filter.text, Qt::CaseInsensitive);
    };
    return std::any_of(call.crossings.begin(), call.crossings.end(), [&](const auto& crossing) {
        return std::any_of(crossing.policies.begin(), crossing.policies.end(), names);
    });
}

void CallsModel::rebuild()
{
    m_visible.clear();
    for (std::size_t i = 0; i < m_rows->size(); ++i) {
        if (matches((*m_rows)[i]))
            m_visible.push_back(static_cast<int>(i));
    }
    if (m_sortColumn < 0)
        return;
    const auto row = [this](int i) -> const CallVerdict& {
        return (*m_rows)[static_cast<std::size_t>(i)];
    };
    const auto less = [&](int a, int b) {
        if (m_sortColumn == VerdictColumn)
            return urgency(row(a).verdict) < urgency(row(b).verdict);
        if (m_sortColumn == StepColumn)
            return row(a).step < row(b).step;
        return text(row(a), m_sortColumn) < text(row(b), m_sortColumn);
    };
    const bool ascending = m_sortOrder == Qt::AscendingOrder;
    std::stable_sort(m_visible.begin(), m_visible.end(),
                     [&](int a, int b) { return ascending ? less(a, b) : less(b, a); });
}

} // namespace remit::ui
