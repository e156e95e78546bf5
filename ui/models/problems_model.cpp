// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/problems_model.h"

#include "ui/shell/severity_sign.h"
#include "ui/shell/theme.h"

#include <QIcon>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace remit::ui {
namespace {

QString textOf(const Problem& problem, int column)
{
    switch (column) {
    case ProblemsModel::Message:
        return QString::fromStdString(problem.diagnostic.message);
    case ProblemsModel::Code:
        return QString::fromStdString(problem.diagnostic.code);
    case ProblemsModel::File:
        return QString::fromStdString(problem.diagnostic.file);
    case ProblemsModel::Line:
        return QString::number(problem.place.line);
    default:
        return {};
    }
}

/// Read out whole, since the sign alone is not: "error: expected ; …".
QString spoken(const Problem& problem, int column)
{
    if (column != ProblemsModel::Message)
        return textOf(problem, column);
    return wordOf(problem.diagnostic.severity) + QStringLiteral(": ") + textOf(problem, column);
}

QString tipOf(const Problem& problem)
{
    const QString help = QString::fromStdString(problem.diagnostic.help);
    const QString message = spoken(problem, ProblemsModel::Message);
    return help.isEmpty() ? message : message + QStringLiteral("\n\n") + help;
}

} // namespace

ProblemsModel::ProblemsModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme)
{}

void ProblemsModel::setProblems(std::vector<Problem> problems)
{
    beginResetModel();
    std::vector<std::size_t> order(problems.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
        return problems[one].diagnostic.severity < problems[other].diagnostic.severity;
    });
    m_problems.clear();
    m_byPlace.assign(problems.size(), 0);
    for (const std::size_t place : order) {
        m_byPlace[place] = static_cast<int>(m_problems.size());
        m_problems.push_back(std::move(problems[place]));
    }
    endResetModel();
}

const Problem* ProblemsModel::problem(int row) const
{
    const bool there = row >= 0 && row < rowCount();
    return there ? &m_problems[static_cast<std::size_t>(row)] : nullptr;
}

int ProblemsModel::nextRow(const std::string& file, std::uint32_t byte, bool forward) const
{
    if (m_problems.empty())
        return -1;
    const auto placeOf = [this](int row) {
        const Diagnostic& diagnostic = m_problems[static_cast<std::size_t>(row)].diagnostic;
        return std::tie(diagnostic.file, diagnostic.span.begin);
    };
    const auto here = std::tie(file, byte);
    const auto begin = m_byPlace.begin();
    if (forward) {
        const auto after =
            std::upper_bound(begin, m_byPlace.end(), here,
                             [&](const auto& place, int row) { return place < placeOf(row); });
        return after == m_byPlace.end() ? m_byPlace.front() : *after;
    }
    const auto from =
        std::lower_bound(begin, m_byPlace.end(), here,
                         [&](int row, const auto& place) { return placeOf(row) < place; });
    return from == begin ? m_byPlace.back() : *(from - 1);
}

int ProblemsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

int ProblemsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemsModel::data(const QModelIndex& index, int role) const
{
    const Problem* row = index.isValid() ? problem(index.row()) : nullptr;
    if (row == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textOf(*row, index.column());
    case Qt::AccessibleTextRole:
        return spoken(*row, index.column());
    case Qt::ToolTipRole:
        return index.column() == Code ? tr("Explain this problem (F1)") : tipOf(*row);
    case Qt::ForegroundRole: // a click on it leads to its help page
        return index.column() == Code ? QVariant(m_theme.colors().accent) : QVariant();
    case Qt::DecorationRole:
        return index.column() == Message ? severityIcon(row->diagnostic.severity, m_theme)
                                         : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Line ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    default:
        return {};
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant((section == Line ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Message:
        return tr("Problem");
    case Code:
        return tr("Code");
    case File:
        return tr("File");
    case Line:
        return tr("Line");
    default:
        return {};
    }
}

} // namespace remit::ui
