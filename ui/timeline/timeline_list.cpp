// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_list.h"

#include "core/base/time.h"
#include "ui/models/calls_model.h"
#include "ui/models/text.h"
#include "ui/timeline/timeline_painter.h"

namespace remit::ui {

namespace {

QString whenText(std::int64_t time)
{
    return time == CallColumns::kNoTime ? QString() : toQString(rfc3339(Instant{time}));
}

} // namespace

void TimelineListModel::setData(std::shared_ptr<const TimelineData> data)
{
    beginResetModel();
    m_data = std::move(data);
    m_entries.clear();
    m_entryOfRow.assign(m_data ? m_data->columns->size() : 0, -1);
    if (m_data) {
        m_entries.reserve(m_data->matching + m_data->flags.size());
        auto flag = m_data->flags.begin();
        const auto& order = m_data->columns->byTime();
        for (std::size_t rank = 0; rank < order.size(); ++rank) {
            const double place = m_data->axis.placeOfRank(rank);
            for (; flag != m_data->flags.end() && flag->place <= place; ++flag)
                m_entries.push_back(-1 - (flag - m_data->flags.begin()));
            if (!m_data->fits[order[rank]])
                continue;
            m_entryOfRow[order[rank]] = static_cast<int>(m_entries.size());
            m_entries.push_back(order[rank]);
        }
        for (; flag != m_data->flags.end(); ++flag)
            m_entries.push_back(-1 - (flag - m_data->flags.begin()));
    }
    endResetModel();
}

QModelIndex TimelineListModel::indexOfRow(std::size_t row) const
{
    const int entry = row < m_entryOfRow.size() ? m_entryOfRow[row] : -1;
    return entry < 0 ? QModelIndex() : index(entry, 0);
}

int TimelineListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int TimelineListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TimelineListModel::callText(std::size_t row, int column) const
{
    const CallColumns::Call& call = (*m_data->columns)[row];
    switch (column) {
    case WhenColumn:
        return whenText(call.time);
    case LaneColumn:
        return laneName(m_data->lanes[m_data->laneOfRow[row]]);
    case WhatColumn:
        return tr("%1, step %2 of %3")
            .arg(toQString(m_data->columns->tool(row)))
            .arg(call.step)
            .arg(toQString(m_data->columns->run(row)));
    default:
        return verdictWord(call.verdict);
    }
}

QString TimelineListModel::flagText(const TimelineFlag& flag, int column) const
{
    switch (column) {
    case WhenColumn:
        return whenText(flag.time);
    case LaneColumn:
        return flag.lane < 0 ? tr("all")
                             : laneName(m_data->lanes[static_cast<std::size_t>(flag.lane)]);
    case WhatColumn:
        return flag.text;
    default:
        return {};
    }
}

QVariant TimelineListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const std::int64_t entry = m_entries[static_cast<std::size_t>(index.row())];
    if (role == RowRole)
        return QVariant::fromValue<qint64>(entry < 0 ? -1 : entry);
    if (role != Qt::DisplayRole)
        return {};
    if (entry < 0)
        return flagText(m_data->flags[static_cast<std::size_t>(-1 - entry)], index.column());
    return callText(static_cast<std::size_t>(entry), index.column());
}

QVariant TimelineListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case WhenColumn:
        return tr("Time");
    case LaneColumn:
        return tr("Agent");
    case WhatColumn:
        return tr("What");
    default:
        return tr("Verdict");
    }
}

} // namespace remit::ui
