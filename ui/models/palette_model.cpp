// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/palette_model.h"

#include "ui/shell/fuzzy.h"

#include <algorithm>
#include <utility>

namespace remit::ui {
namespace {

/// A match in the title counts above one that needs the detail.
std::optional<int> scoreOf(const PaletteEntry& entry, const QString& pattern)
{
    if (const auto score = fuzzyScore(pattern, entry.title))
        return *score + 10'000 - (entry.enabled ? 0 : 5'000);
    return fuzzyScore(pattern, entry.title + QLatin1Char(' ') + entry.detail);
}

} // namespace

void PaletteModel::setEntries(std::vector<PaletteEntry> entries)
{
    m_entries = std::move(entries);
    setPattern({});
}

void PaletteModel::setPattern(const QString& pattern)
{
    std::vector<std::pair<int, std::size_t>> fitting;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (const auto score = scoreOf(m_entries[i], pattern))
            fitting.emplace_back(*score, i);
    }
    std::stable_sort(fitting.begin(), fitting.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    beginResetModel();
    m_shown.clear();
    for (std::size_t i = 0; i < fitting.size() && i < kMostShown; ++i)
        m_shown.push_back(fitting[i].second);
    endResetModel();
}

const PaletteEntry* PaletteModel::entry(int row) const
{
    const bool there = row >= 0 && row < rowCount();
    return there ? &m_entries[m_shown[static_cast<std::size_t>(row)]] : nullptr;
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    const PaletteEntry* shown = index.isValid() ? entry(index.row()) : nullptr;
    if (shown == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return shown->title;
    case Qt::DecorationRole:
        return shown->icon;
    case Qt::AccessibleTextRole:
        return shown->keys.isEmpty() ? shown->title
                                     : shown->title + QStringLiteral(", ") + shown->keys;
    case DetailRole:
        return shown->detail;
    case KeysRole:
        return shown->keys;
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const
{
    const PaletteEntry* shown = index.isValid() ? entry(index.row()) : nullptr;
    if (shown == nullptr)
        return Qt::NoItemFlags;
    return shown->enabled ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                          : Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace remit::ui
