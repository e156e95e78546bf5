// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/changes_model.h"

#include "ui/models/calls_model.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"

namespace remit::ui {

namespace {

// An index holds where it stands: the section and the group, both from one; zero means that it is
// itself one.
quintptr changeIdOf(std::size_t section, std::size_t group)
{
    return (section << 24U) | group;
}

struct ChangePlace {
    std::size_t section = 0;
    std::size_t group = 0;
};

ChangePlace changePlaceOf(const QModelIndex& index)
{
    return {index.internalId() >> 24U, index.internalId() & 0xFFFFFFU};
}

} // namespace

QString wordOf(analysis::ChangeKind kind)
{
    switch (kind) {
    case analysis::ChangeKind::NewlyCrossed:
        return remit::ui::tr("Newly crossed");
    case analysis::ChangeKind::NewlyAllowed:
        return remit::ui::tr("Newly allowed");
    case analysis::ChangeKind::Other:
        break;
    }
    return remit::ui::tr("Otherwise");
}

void ChangesModel::setCompared(std::shared_ptr<const Compared> compared)
{
    using analysis::ChangeKind;
    beginResetModel();
    m_compared = std::move(compared);
    m_sections.clear();
    for (const ChangeKind kind :
         {ChangeKind::NewlyCrossed, ChangeKind::NewlyAllowed, ChangeKind::Other}) {
        Section section{kind, {}, 0};
        for (std::size_t i = 0; m_compared && i < m_compared->groups.size(); ++i) {
            const analysis::ChangeGroup& all = m_compared->groups[i];
            Group group{all.cause, {}};
            for (const std::size_t change : all.changes) {
                if (m_compared->comparison.changes[change].kind() == kind)
                    group.changes.push_back(change);
            }
            section.calls += group.changes.size();
            if (!group.changes.empty())
                section.groups.push_back(std::move(group));
        }
        if (!section.groups.empty())
            m_sections.push_back(std::move(section));
    }
    endResetModel();
}

QModelIndex ChangesModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, changeIdOf(0, 0));
    const ChangePlace above = changePlaceOf(parent);
    if (above.section == 0)
        return createIndex(row, column, changeIdOf(static_cast<std::size_t>(parent.row()) + 1, 0));
    return createIndex(row, column,
                       changeIdOf(above.section, static_cast<std::size_t>(parent.row()) + 1));
}

QModelIndex ChangesModel::parent(const QModelIndex& child) const
{
    if (!child.isValid())
        return {};
    const ChangePlace place = changePlaceOf(child);
    if (place.section == 0)
        return {};
    if (place.group == 0)
        return createIndex(static_cast<int>(place.section) - 1, 0, changeIdOf(0, 0));
    return createIndex(static_cast<int>(place.group) - 1, 0, changeIdOf(place.section, 0));
}

int ChangesModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    if (!parent.isValid())
        return static_cast<int>(m_sections.size());
    const ChangePlace place = changePlaceOf(parent);
    const auto row = static_cast<std::size_t>(parent.row());
    if (place.section == 0)
        return static_cast<int>(m_sections[row].groups.size());
    if (place.group == 0)
        return static_cast<int>(m_sections[place.section - 1].groups[row].changes.size());
    return 0;
}

int ChangesModel::columnCount(const QModelIndex& /*parent*/) const
{
    return ColumnCount;
}

const analysis::CallChange* ChangesModel::change(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    const ChangePlace place = changePlaceOf(index);
    if (place.group == 0)
        return nullptr;
    const Group& group = m_sections[place.section - 1].groups[place.group - 1];
    return &m_compared->comparison.changes[group.changes[static_cast<std::size_t>(index.row())]];
}

const analysis::Cause* ChangesModel::cause(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    const ChangePlace place = changePlaceOf(index);
    if (place.section == 0)
        return nullptr;
    const auto group = place.group == 0 ? static_cast<std::size_t>(index.row()) : place.group - 1;
    return &m_sections[place.section - 1].groups[group].cause;
}

QString ChangesModel::textOf(const QModelIndex& index) const
{
    const auto row = static_cast<std::size_t>(index.row());
    const ChangePlace place = changePlaceOf(index);
    if (const analysis::CallChange* one = change(index)) {
        if (index.column() == BeforeColumn)
            return verdictWord(one->before.verdict);
        if (index.column() == AfterColumn)
            return verdictWord(one->after.verdict);
        return remit::ui::tr("%1 step %2: %3 %4")
            .arg(toQString(one->after.run))
            .arg(one->after.step)
            .arg(toQString(one->after.tool), toQString(one->after.resource));
    }
    if (index.column() != WhatColumn)
        return {};
    if (place.section == 0) {
        const Section& section = m_sections[row];
        const std::size_t all = m_compared->comparison.count(section.kind);
        return section.calls < all ? remit::ui::tr("%1 (%L2 of %L3)")
                                         .arg(wordOf(section.kind))
                                         .arg(section.calls)
                                         .arg(all)
                                   : QStringLiteral("%1 (%L2)").arg(wordOf(section.kind)).arg(all);
    }
    const Group& group = m_sections[place.section - 1].groups[row];
    return QStringLiteral("%1 (%L2)")
        .arg(toQString(analysis::sentence(group.cause)).remove(QLatin1Char('`')))
        .arg(group.changes.size());
}

QVariant ChangesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const analysis::CallChange* one = change(index);
    if (role == Qt::DisplayRole)
        return textOf(index);
    if (role == Qt::ToolTipRole && one != nullptr)
        return whyLine(one->after);
    if (role == VerdictRole && one != nullptr && index.column() != WhatColumn)
        return static_cast<int>(index.column() == BeforeColumn ? one->before.verdict
                                                               : one->after.verdict);
    return {};
}

QVariant ChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case WhatColumn:
        return tr("Calls that change verdict, and why");
    case BeforeColumn:
        return tr("Before");
    default:
        return tr("After");
    }
}

} // namespace remit::ui
