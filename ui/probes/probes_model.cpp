// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/text.h"
#include "ui/probes/probes_view.h"
#include "ui/shell/theme.h"

#include <QFont>

namespace remit::ui {
namespace {

QString boundaryOf(const analysis::ProbeResult& result)
{
    if (result.verdict.crossings.empty()) {
        QStringList unknown;
        for (const std::string& fact : result.verdict.unknown)
            unknown << toQString(fact);
        return unknown.join(QStringLiteral(", "));
    }
    const decision::Crossing& first = result.verdict.crossings.front();
    QString text = toQString(decision::name(first.kind));
    for (const std::string& policy : first.policies)
        text += QLatin1Char(' ') + toQString(policy);
    return text;
}

} // namespace

ProbesModel::ProbesModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme)
{}

void ProbesModel::setReport(ProbesPtr report)
{
    beginResetModel();
    m_report = std::move(report);
    endResetModel();
}

const analysis::ProbeResult* ProbesModel::result(int row) const
{
    if (!m_report || row < 0 || row >= static_cast<int>(m_report->results.size()))
        return nullptr;
    return &m_report->results[static_cast<std::size_t>(row)];
}

int ProbesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_report ? 0 : static_cast<int>(m_report->results.size());
}

int ProbesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QString ProbesModel::text(const analysis::ProbeResult& result, int column) const
{
    switch (column) {
    case OutcomeColumn:
        switch (result.outcome) {
        case analysis::ProbeOutcome::Held:
            return result.disturbed.empty() ? tr("held") : tr("held, work disturbed");
        case analysis::ProbeOutcome::Crossed:
            return tr("crossed");
        case analysis::ProbeOutcome::Undecidable:
            return tr("undecidable");
        }
        return {};
    case KindColumn:
        return toQString(name(result.probe.kind));
    case WhatColumn:
        return toQString(result.probe.what);
    case StepColumn:
        return QString::number(result.verdict.step);
    case BoundaryColumn:
        return boundaryOf(result);
    case RunColumn:
        return toQString(result.probe.run);
    default:
        return {};
    }
}

QVariant ProbesModel::data(const QModelIndex& index, int role) const
{
    const analysis::ProbeResult* one = result(index.row());
    if (one == nullptr)
        return {};
    const bool outcome = index.column() == OutcomeColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(*one, index.column());
    case Qt::ToolTipRole:
        if (index.column() == KindColumn)
            return toQString(analysis::describe(one->probe.kind));
        return text(*one, index.column());
    case Qt::ForegroundRole:
        if (outcome && one->outcome == analysis::ProbeOutcome::Crossed)
            return m_theme.colors().deny;
        return outcome && one->outcome == analysis::ProbeOutcome::Undecidable
                   ? QVariant(m_theme.colors().undecided)
                   : QVariant();
    case Qt::FontRole:
        if (outcome && one->outcome == analysis::ProbeOutcome::Crossed) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    default:
        return {};
    }
}

QVariant ProbesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[kColumns] = {tr("Boundary"), tr("Probe"), tr("What is different"),
                                      tr("Step"),     tr("By"),    tr("Made of run")};
    return section >= 0 && section < kColumns ? titles[section] : QVariant();
}

} // namespace remit::ui
