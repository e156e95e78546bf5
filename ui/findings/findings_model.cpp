// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/findings/findings_model.h"

#include "ui/models/text.h"
#include "ui/shell/severity_sign.h"
#include "ui/shell/theme.h"

#include <QIcon>
#include <QStringList>

#include <algorithm>

namespace remit::ui {
namespace {

QString subjectsOf(const analysis::Finding& finding)
{
    QStringList subjects;
    for (const std::string& subject : finding.subjects)
        subjects << toQString(subject);
    return subjects.join(QStringLiteral(", "));
}

QString cellText(const FindingRow& row, int column)
{
    switch (column) {
    case FindingsModel::Message:
        return toQString(row.finding.message);
    case FindingsModel::Kind:
        return kindWords(row.finding.kind);
    case FindingsModel::About:
        return subjectsOf(row.finding);
    case FindingsModel::State:
        return toQString(row.finding.state);
    case FindingsModel::Review:
        return toQString(name(row.review));
    default:
        return {};
    }
}

bool holdsText(const FindingRow& row, const QString& wanted)
{
    for (int column = 0; column < FindingsModel::ColumnCount; ++column) {
        if (cellText(row, column).contains(wanted, Qt::CaseInsensitive))
            return true;
    }
    return frameworkText(row.finding.kind).contains(wanted, Qt::CaseInsensitive);
}

} // namespace

QString kindWords(analysis::FindingKind kind)
{
    return toQString(name(kind)).replace(QLatin1Char('-'), QLatin1Char(' '));
}

QString frameworkText(analysis::FindingKind kind)
{
    QStringList ids;
    for (const std::string_view id : analysis::frameworkIds(kind))
        ids << toQString(id);
    return ids.join(QStringLiteral(", "));
}

FindingsModel::FindingsModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme)
{}

void FindingsModel::setRows(std::vector<FindingRow> rows)
{
    m_rows = std::move(rows);
    setFilter(m_filter);
}

void FindingsModel::setFilter(const QString& text)
{
    beginResetModel();
    m_filter = text;
    m_shown.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (text.isEmpty() || holdsText(m_rows[i], text))
            m_shown.push_back(i);
    }
    endResetModel();
}

const FindingRow* FindingsModel::finding(int row) const
{
    const bool there = row >= 0 && row < rowCount();
    return there ? &m_rows[m_shown[static_cast<std::size_t>(row)]] : nullptr;
}

int FindingsModel::rowOf(const std::string& id) const
{
    const auto found = std::find_if(m_shown.begin(), m_shown.end(),
                                    [&](std::size_t i) { return m_rows[i].finding.id() == id; });
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

int FindingsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int FindingsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FindingsModel::data(const QModelIndex& index, int role) const
{
    const FindingRow* row = index.isValid() ? finding(index.row()) : nullptr;
    if (row == nullptr)
        return {};
    const Severity severity = row->finding.severity;
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*row, index.column());
    case Qt::AccessibleTextRole: // the sign alone is not read out
        return index.column() == Message
                   ? wordOf(severity) + QStringLiteral(": ") + cellText(*row, Message)
                   : cellText(*row, index.column());
    case Qt::ToolTipRole:
        return wordOf(severity) + QStringLiteral(": ") + toQString(row->finding.message) +
               QStringLiteral("\n\n") + toQString(row->finding.help);
    case Qt::DecorationRole:
        return index.column() == Message ? severityIcon(severity, m_theme) : QVariant();
    case Qt::ForegroundRole: // dealt with: it steps back
        return row->review != analysis::ReviewState::Open ? QVariant(m_theme.colors().muted)
                                                          : QVariant();
    default:
        return {};
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Message:
        return tr("Finding");
    case Kind:
        return tr("Kind");
    case About:
        return tr("About");
    case State:
        return tr("Proof");
    case Review:
        return tr("Review");
    default:
        return {};
    }
}

} // namespace remit::ui
