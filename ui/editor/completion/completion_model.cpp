// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completion/completion_model.h"

#include "ui/shell/fuzzy.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace remit::ui {
namespace {

constexpr int kBegins = 1 << 20; ///< more than any fuzzy score
constexpr int kBeginsExactly = kBegins + 1;

std::optional<int> score(const QString& typed, const assist::CompletionItem& item)
{
    if (typed.isEmpty())
        return 0;
    const QString filter = QString::fromStdString(item.filter);
    if (filter.startsWith(typed))
        return kBeginsExactly;
    if (filter.startsWith(typed, Qt::CaseInsensitive))
        return kBegins;
    return fuzzyScore(typed, filter);
}

} // namespace

void CompletionModel::setItems(std::vector<assist::CompletionItem> items)
{
    m_items = std::move(items);
    m_shown.clear();
}

void CompletionModel::setPattern(const QString& typed)
{
    std::vector<std::pair<int, std::size_t>> fitting;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (const auto found = score(typed, m_items[i]))
            fitting.emplace_back(-*found, i);
    }
    std::sort(fitting.begin(), fitting.end());
    if (fitting.size() > kMostShown)
        fitting.resize(kMostShown);
    beginResetModel();
    m_pattern = typed;
    m_shown.clear();
    for (const auto& [ignored, number] : fitting)
        m_shown.push_back(number);
    endResetModel();
}

const assist::CompletionItem* CompletionModel::item(int row) const
{
    const bool there = row >= 0 && row < rowCount();
    return there ? &m_items[m_shown[static_cast<std::size_t>(row)]] : nullptr;
}

bool CompletionModel::saysNothingNew() const
{
    return m_shown.size() == 1 && item(0)->insert == m_pattern.toStdString();
}

int CompletionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant CompletionModel::data(const QModelIndex& index, int role) const
{
    const assist::CompletionItem* shown = item(index.row());
    if (shown == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(shown->label);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2 %3")
            .arg(QString::fromStdString(shown->label), wordOf(shown->kind),
                 QString::fromStdString(shown->detail))
            .trimmed();
    case DetailRole:
        return QString::fromStdString(shown->detail);
    case KindRole:
        return static_cast<int>(shown->kind);
    default:
        return {};
    }
}

QString wordOf(assist::CompletionKind kind)
{
    using Kind = assist::CompletionKind;
    switch (kind) {
    case Kind::Keyword:
        return CompletionModel::tr("keyword");
    case Kind::Annotation:
        return CompletionModel::tr("annotation");
    case Kind::Variable:
        return CompletionModel::tr("variable");
    case Kind::Slot:
        return CompletionModel::tr("slot");
    case Kind::EntityType:
        return CompletionModel::tr("entity type");
    case Kind::CommonType:
        return CompletionModel::tr("type");
    case Kind::Action:
        return CompletionModel::tr("action");
    case Kind::EntityId:
        return CompletionModel::tr("entity");
    case Kind::Attribute:
        return CompletionModel::tr("attribute");
    case Kind::Tag:
        return CompletionModel::tr("tag");
    case Kind::Method:
        return CompletionModel::tr("method");
    case Kind::Function:
        return CompletionModel::tr("function");
    case Kind::Operator:
        return CompletionModel::tr("operator");
    case Kind::Value:
        return CompletionModel::tr("value");
    case Kind::Member:
        return CompletionModel::tr("member");
    case Kind::Policy:
        return CompletionModel::tr("policy");
    case Kind::Snippet:
        return CompletionModel::tr("snippet");
    }
    return {};
}

} // namespace remit::ui
