// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/outline_model.h"

#include "core/base/text.h"
#include "ui/editor/kind_sign.h"

#include <algorithm>

namespace remit::ui {
namespace {

/// The same things in the same order: only their places may differ.
bool sameTree(const std::vector<assist::OutlineItem>& a, const std::vector<assist::OutlineItem>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const assist::OutlineItem& one, const assist::OutlineItem& other) {
                          return one.kind == other.kind && one.name == other.name &&
                                 one.detail == other.detail &&
                                 sameTree(one.children, other.children);
                      });
}

} // namespace

OutlineModel::OutlineModel(const Theme& theme, QObject* parent)
    : QAbstractItemModel(parent), m_theme(theme)
{}

void OutlineModel::setItems(std::vector<assist::OutlineItem> items)
{
    const bool same = sameTree(items, m_items);
    if (!same)
        beginResetModel();
    m_items = std::move(items);
    m_nodes.assign(1, Node{});
    number(m_items, 0);
    if (!same)
        endResetModel();
}

void OutlineModel::number(const std::vector<assist::OutlineItem>& items, std::size_t parent)
{
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::size_t own = m_nodes.size();
        m_nodes.push_back({&items[i], parent, static_cast<int>(i), {}});
        m_nodes[parent].children.push_back(own);
        number(items[i].children, own);
    }
}

const OutlineModel::Node& OutlineModel::node(const QModelIndex& index) const
{
    return m_nodes[index.isValid() ? static_cast<std::size_t>(index.internalId()) : 0];
}

QModelIndex OutlineModel::indexOf(std::size_t number) const
{
    return number == 0 ? QModelIndex() : createIndex(m_nodes[number].row, 0, quintptr(number));
}

const assist::OutlineItem* OutlineModel::item(const QModelIndex& index) const
{
    return node(index).item;
}

QModelIndex OutlineModel::indexAt(std::uint32_t byte) const
{
    std::size_t at = 0;
    for (;;) {
        const std::vector<std::size_t>& children = m_nodes[at].children;
        const auto inside =
            std::find_if(children.begin(), children.end(), [this, byte](std::size_t child) {
                const Span whole = m_nodes[child].item->whole;
                return whole.begin <= byte && byte <= whole.end;
            });
        if (inside == children.end())
            return indexOf(at);
        at = *inside;
    }
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex& parent) const
{
    const std::vector<std::size_t>& children = node(parent).children;
    const bool there = column == 0 && row >= 0 && row < static_cast<int>(children.size());
    return there ? indexOf(children[static_cast<std::size_t>(row)]) : QModelIndex();
}

QModelIndex OutlineModel::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexOf(node(child).parent) : QModelIndex();
}

int OutlineModel::rowCount(const QModelIndex& parent) const
{
    return static_cast<int>(node(parent).children.size());
}

int OutlineModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant OutlineModel::data(const QModelIndex& index, int role) const
{
    const assist::OutlineItem* shown = index.isValid() ? item(index) : nullptr;
    if (shown == nullptr)
        return {};
    const QString name = QString::fromStdString(remit::shown(shown->name));
    const QString detail = QString::fromStdString(remit::shown(shown->detail));
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case DetailRole:
        return detail;
    case Qt::ToolTipRole:
        return detail.isEmpty() ? name : QStringLiteral("%1\n%2").arg(name, detail);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1 %2 %3").arg(wordOf(shown->kind), name, detail).trimmed();
    case Qt::DecorationRole:
        return kindIcon(signOf(shown->kind), m_theme);
    default:
        return {};
    }
}

QString wordOf(assist::OutlineKind kind)
{
    using Kind = assist::OutlineKind;
    switch (kind) {
    case Kind::Permit:
        return OutlineModel::tr("permit");
    case Kind::Forbid:
        return OutlineModel::tr("forbid");
    case Kind::Template:
        return OutlineModel::tr("template");
    case Kind::Condition:
        return OutlineModel::tr("condition");
    case Kind::Namespace:
        return OutlineModel::tr("namespace");
    case Kind::EntityType:
        return OutlineModel::tr("entity type");
    case Kind::Action:
        return OutlineModel::tr("action");
    case Kind::CommonType:
        return OutlineModel::tr("type");
    case Kind::Attribute:
        return OutlineModel::tr("attribute");
    case Kind::Entity:
        return OutlineModel::tr("entity");
    case Kind::Object:
        break;
    }
    return OutlineModel::tr("object");
}

} // namespace remit::ui
