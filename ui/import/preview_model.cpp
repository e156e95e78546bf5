// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/preview_model.h"

#include "core/trace/jsonl_writer.h"
#include "ui/import/event_text.h"
#include "ui/models/shown_text.h"

#include <QFont>

#include <algorithm>

namespace remit::ui {

void PreviewModel::setPreview(trace::ImportPreview preview)
{
    beginResetModel();
    m_preview = std::move(preview);
    endResetModel();
}

bool PreviewModel::isChanged(int row) const
{
    const auto at = static_cast<std::size_t>(row);
    return toJsonLine(m_preview.before.at(at)) != toJsonLine(m_preview.after.at(at));
}

/// What the narrow columns cut off, as plain text.
QString PreviewModel::tipOf(const QModelIndex& index) const
{
    const auto row = static_cast<std::size_t>(index.row());
    const trace::Event& after = m_preview.after.at(row);
    switch (index.column()) {
    case RunColumn:
        return shownText(after.run);
    case BeforeColumn:
        return eventText(m_preview.before.at(row));
    case AfterColumn:
        return isChanged(index.row())
                   ? tr("Rules or redaction changed this event: %1").arg(eventText(after))
                   : QString();
    default:
        return {};
    }
}

int PreviewModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return static_cast<int>(std::min(m_preview.before.size(), m_preview.after.size()));
}

int PreviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PreviewModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const trace::Event& before = m_preview.before.at(row);
    const trace::Event& after = m_preview.after.at(row);
    if (role == Qt::FontRole && index.column() == AfterColumn && isChanged(index.row())) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role == Qt::ToolTipRole)
        return tipOf(index);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case RunColumn:
        return shownText(after.run).section(QLatin1Char('/'), -1); // often a path
    case TypeColumn:
        return shownText(trace::typeName(after.body));
    case BeforeColumn:
        return eventText(before);
    case AfterColumn:
        return isChanged(index.row()) ? eventText(after) : tr("the same");
    default:
        return {};
    }
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case RunColumn:
        return tr("Run");
    case TypeColumn:
        return tr("Event");
    case BeforeColumn:
        return tr("As recorded");
    case AfterColumn:
        return tr("As imported");
    default:
        return {};
    }
}

} // namespace remit::ui
