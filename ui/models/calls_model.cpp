// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/calls_model.h"

#include "ui/models/call_pages.h"
#include "ui/models/call_query.h"
#include "ui/models/shown_text.h"
#include "ui/models/text.h"
#include "ui/shell/job_runner.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace remit::ui {

using decision::CallVerdict;
using decision::Verdict;

namespace {

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

CallsModel::CallsModel(QObject* parent) : QAbstractTableModel(parent), m_pages(new CallPages(this))
{
    connect(m_pages, &CallPages::arrived, this, [this](int first, int last) {
        emit dataChanged(index(first, 0), index(std::min(last, rowCount() - 1), ColumnCount - 1));
    });
    connect(m_pages, &CallPages::failed, this, &CallsModel::failed);
    m_table = callsInMemory(std::make_shared<const std::vector<CallVerdict>>());
    m_columns = std::make_shared<const CallColumns>();
}

void CallsModel::setRunner(JobRunner* jobs)
{
    m_jobs = jobs;
    m_pages->setRunner(jobs);
}

void CallsModel::setRows(CallRows rows)
{
    auto columns = std::make_shared<const CallColumns>(*rows);
    setCalls(callsInMemory(std::move(rows)), std::move(columns));
}

void CallsModel::setCalls(std::shared_ptr<const CallTable> table,
                          std::shared_ptr<const CallColumns> columns)
{
    beginResetModel();
    m_table = std::move(table);
    m_columns = std::move(columns);
    m_visible.clear();
    m_pages->reset(m_table, &m_visible);
    endResetModel();
    rebuild();
}

void CallsModel::setFilter(const CallFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    rebuild();
}

void CallsModel::setReviews(ReviewWords reviews)
{
    m_reviews = std::move(reviews);
    if (rowCount() > 0)
        emit dataChanged(index(0, ReviewColumn), index(rowCount() - 1, ReviewColumn));
}

const CallVerdict* CallsModel::call(const QModelIndex& index) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return nullptr;
    const auto place = static_cast<std::size_t>(index.row());
    if (const auto* rows = m_table->inMemory())
        return &(*rows)[static_cast<std::size_t>(m_visible[place])];
    return m_pages->at(place);
}

std::int64_t CallsModel::rowNumber(int row) const
{
    return row >= 0 && row < rowCount() ? m_visible[static_cast<std::size_t>(row)] : -1;
}

QModelIndex CallsModel::indexOf(const QString& run, qint64 step) const
{
    const auto row = m_columns->rowOf(run.toStdString(), step);
    return row ? indexOfRow(static_cast<std::int64_t>(*row)) : QModelIndex();
}

QModelIndex CallsModel::indexOfRow(std::int64_t number) const
{
    const bool inOrder = m_sortColumn < 0;
    const auto found = inOrder ? std::lower_bound(m_visible.begin(), m_visible.end(), number)
                               : std::find(m_visible.begin(), m_visible.end(), number);
    if (found == m_visible.end() || *found != number)
        return {};
    return index(static_cast<int>(found - m_visible.begin()), 0);
}

QModelIndex CallsModel::nextCrossing(const QModelIndex& from, bool forward) const
{
    const int step = forward ? 1 : -1;
    int row = from.isValid() ? from.row() + step : (forward ? 0 : rowCount() - 1);
    for (; row >= 0 && row < rowCount(); row += step) {
        const auto number = static_cast<std::size_t>(m_visible[static_cast<std::size_t>(row)]);
        if (decision::isCrossing((*m_columns)[number].verdict))
            return index(row, 0);
    }
    return {};
}

int CallsModel::total() const
{
    return static_cast<int>(m_table->count());
}

int CallsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_visible.size());
}

int CallsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CallsModel::cellText(const CallVerdict& call, int column) const
{
    switch (column) {
    case VerdictColumn:
        return verdictWord(call.verdict);
    case StepColumn:
        return QString::number(call.step);
    case ToolColumn:
        return shownText(call.tool);
    case ResourceColumn:
        return shownText(call.resource);
    case AgentColumn:
        return shownText(call.agent);
    case TaskColumn:
        return shownText(call.task.value_or(std::string()));
    case WhyColumn:
        return whyLine(call);
    case ReviewColumn:
        return m_reviews ? m_reviews(call) : QString();
    case RunColumn:
        return shownText(call.run);
    default:
        return {};
    }
}

QVariant CallsModel::data(const QModelIndex& index, int role) const
{
    const CallVerdict* found = call(index);
    if (!found)
        return loadingData(index, role);
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*found, index.column());
    case Qt::ToolTipRole:
        return cellText(*found, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == VerdictColumn ? QVariant(tr("%1, step %2, %3")
                                                              .arg(verdictWord(found->verdict))
                                                              .arg(found->step)
                                                              .arg(shownText(found->tool)))
                                               : QVariant(cellText(*found, index.column()));
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

/// What the columns know of a row that is not read yet.
QVariant CallsModel::loadingData(const QModelIndex& index, int role) const
{
    const std::int64_t number = rowNumber(index.row());
    if (!index.isValid() || number < 0)
        return {};
    const auto row = static_cast<std::size_t>(number);
    const CallColumns::Call& known = (*m_columns)[row];
    switch (role) {
    case VerdictRole:
        return static_cast<int>(known.verdict);
    case RunRole:
        return toQString(m_columns->run(row));
    case StepRole:
        return QVariant::fromValue<qint64>(known.step);
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case VerdictColumn:
        return verdictWord(known.verdict);
    case StepColumn:
        return QString::number(known.step);
    case ToolColumn:
        return shownText(m_columns->tool(row));
    case AgentColumn:
        return shownText(m_columns->agent(row));
    case RunColumn:
        return shownText(m_columns->run(row));
    default:
        return QStringLiteral("…");
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
    case ReviewColumn:
        return tr("Review");
    case RunColumn:
        return tr("Run");
    default:
        return {};
    }
}

void CallsModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    rebuild();
}

namespace {

/// What a search of the store needs to know.
struct CallsSearch {
    std::shared_ptr<const CallTable> table;
    std::shared_ptr<const CallColumns> columns;
    CallFilter filter;
    int column = -1;
    bool descending = false;
};

void keepCallRange(const CallsSearch& search, std::vector<std::int64_t>& numbers)
{
    if (!search.filter.range)
        return;
    const CallRange range = *search.filter.range;
    std::erase_if(numbers, [&](std::int64_t number) {
        const std::uint32_t rank = search.columns->rankOf(static_cast<std::size_t>(number));
        return rank < range.first || rank > range.last;
    });
}

void sortCallsByUrgency(const CallsSearch& search, std::vector<std::int64_t>& numbers)
{
    const auto rank = [&](std::int64_t number) {
        return urgency((*search.columns)[static_cast<std::size_t>(number)].verdict);
    };
    std::stable_sort(numbers.begin(), numbers.end(), [&](std::int64_t a, std::int64_t b) {
        return search.descending ? rank(b) < rank(a) : rank(a) < rank(b);
    });
}

Result<std::vector<std::int64_t>> foundCalls(const CallsSearch& search, const JobControl& control)
{
    replay::VerdictQuery query = queryOf(search.filter);
    const bool byUrgency = search.column == CallsModel::VerdictColumn;
    if (search.column >= 0 && !byUrgency) {
        query.order = orderOf(search.column);
        query.descending = search.descending;
    }
    auto numbers = search.table->rowNumbers(query, control);
    if (!numbers)
        return numbers;
    keepCallRange(search, *numbers);
    if (byUrgency)
        sortCallsByUrgency(search, *numbers);
    return numbers;
}

} // namespace

void CallsModel::rebuild()
{
    const CallsSearch search{m_table, m_columns, m_filter, m_sortColumn,
                             m_sortOrder == Qt::DescendingOrder};
    if (m_table->inMemory() != nullptr || m_jobs == nullptr) {
        if (auto numbers = foundCalls(search, {}))
            take(std::move(*numbers));
        return;
    }
    m_searching = true;
    emit shownChanged();
    m_jobs->run<std::vector<std::int64_t>>(
        {.title = tr("Search %L1 calls").arg(total()), .key = QStringLiteral("calls-search")},
        [search](const JobControl& control) { return foundCalls(search, control); }, this,
        [this](Result<std::vector<std::int64_t>> numbers) {
            m_searching = false;
            if (numbers)
                take(std::move(*numbers));
            else if (numbers.error().code != ErrorCode::Cancelled)
                emit failed(toQString(numbers.error().message));
            emit shownChanged();
        });
}

void CallsModel::take(std::vector<std::int64_t> numbers)
{
    beginResetModel();
    m_visible = std::move(numbers);
    m_pages->reset(m_table, &m_visible);
    endResetModel();
    emit shownChanged();
}

} // namespace remit::ui
