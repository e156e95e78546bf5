// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/schema_list.h"

#include "core/base/text.h"
#include "ui/schema/diagram_edges.h"
#include "ui/schema/node_item.h"

#include <QStandardItemModel>

namespace remit::ui {
namespace {

using Graph = assist::SchemaGraph;

QString nameOf(const Graph::Node& node)
{
    return QString::fromStdString(shown(node.name));
}

QStandardItem* plainItem(const QString& text, std::size_t node)
{
    auto* item = new QStandardItem(text);
    item->setEditable(false);
    item->setData(static_cast<int>(node), SchemaNodeRole);
    return item;
}

QStandardItem* nodeItem(const Graph::Node& node, std::size_t number, const Theme& theme)
{
    QStandardItem* item = plainItem(nameOf(node), number);
    item->setIcon(kindIcon(signOf(node.kind), theme));
    item->setToolTip(QString::fromStdString(shown(node.id)) + QLatin1Char('\n') +
                     QString::fromStdString(shown(node.documentation)));
    item->setAccessibleText(wordOf(node.kind) + QLatin1Char(' ') + nameOf(node));
    for (std::size_t i = 0; i < node.rows.size(); ++i) {
        QStandardItem* row = plainItem(rowText(node.rows[i]), number);
        row->setData(static_cast<int>(i), SchemaRowRole);
        item->appendRow(row);
    }
    return item;
}

/// "done by Agent" at the action, "may do pay" at the agent.
QString tieText(Graph::EdgeKind kind, bool outwards, const QString& other)
{
    if (outwards)
        return wordOf(kind) + QLatin1Char(' ') + other;
    switch (kind) {
    case Graph::EdgeKind::MemberOf:
        return QObject::tr("has the member %1").arg(other);
    case Graph::EdgeKind::Principal:
        return QObject::tr("may do %1").arg(other);
    case Graph::EdgeKind::Resource:
        return QObject::tr("is what %1 is done to").arg(other);
    case Graph::EdgeKind::Attribute:
        break;
    }
    return QObject::tr("is named by %1").arg(other);
}

} // namespace

void fillSchemaList(QStandardItemModel& model, const Diagram& diagram, const Theme& theme)
{
    model.clear();
    std::vector<QStandardItem*> items;
    for (std::size_t i = 0; i < diagram.graph.nodes.size(); ++i) {
        items.push_back(nodeItem(diagram.graph.nodes[i], i, theme));
        model.appendRow(items.back());
    }
    const auto tie = [&](std::size_t at, std::size_t other, Graph::EdgeKind kind, bool outwards) {
        QStandardItem* item =
            plainItem(tieText(kind, outwards, nameOf(diagram.graph.nodes[other])), at);
        item->setData(static_cast<int>(other), SchemaTargetRole);
        items[at]->appendRow(item);
    };
    for (const Graph::Edge& edge : diagram.graph.edges) {
        tie(edge.from, edge.to, edge.kind, true);
        tie(edge.to, edge.from, edge.kind, false);
    }
}

} // namespace remit::ui
