// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graph_twin.h"

#include "ui/graph/graph_data.h"
#include "ui/graph/node_layer.h"
#include "ui/models/text.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace remit::ui {
namespace {

enum Column { WhoColumn, KindColumn, StateColumn, AccessesColumn };
enum Role { NodeRole = Qt::UserRole, GrantRole };

QString stateText(const authority::Edge& edge)
{
    using authority::EdgeState;
    QString text;
    switch (edge.state) {
    case EdgeState::Active:
        text = GraphTwin::tr("active");
        break;
    case EdgeState::NotYet:
        text = GraphTwin::tr("not yet valid");
        break;
    case EdgeState::Ended:
        text = GraphTwin::tr("ended");
        break;
    case EdgeState::Broken:
        text = GraphTwin::tr("broken");
        break;
    }
    return edge.amplifies() ? text + GraphTwin::tr(", amplifies +%1").arg(edge.added) : text;
}

constexpr int kDeepest = 32;
constexpr int kMeasuredRows = 200; ///< for the width of columns
constexpr int kWidestName = 48;    ///< characters

/// A ring has no first grant: each of it is shown at its giver.
bool standsOnItself(const authority::Registry& registry, const authority::Grant& grant)
{
    const authority::Grant* above = &grant;
    for (int i = 0; i <= kDeepest && above && above->parent; ++i)
        above = registry.grant(*above->parent);
    return above && above->parent;
}

} // namespace

GraphTwin::GraphTwin(QWidget* parent) : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("graphTwin"));
    setAccessibleName(tr("Delegation as a list"));
    setColumnCount(4);
    setHeaderLabels({tr("Who, and by which grant"), tr("Kind"), tr("State"), tr("Accesses")});
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setToolTip(tr("Enter opens a grant, Insert gives one, F2 changes its scope, Delete revokes it; "
                  "Shift+Enter on one line and then on another shows the ways between the two."));
    setAccessibleDescription(toolTip());
    // Who stands in full, at the cost of scrolling sideways in a narrow panel.
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    header()->setResizeContentsPrecision(kMeasuredRows);
    header()->setMaximumSectionSize(kWidestName * fontMetrics().averageCharWidth());
    header()->setStretchLastSection(false);
    connect(this, &QTreeWidget::currentItemChanged, this, [this] {
        if (!m_selecting && currentItem() != nullptr)
            emit chosen(currentNode(), currentGrant());
    });
    connect(this, &QTreeWidget::itemActivated, this,
            [this] { emit activated(currentNode(), currentGrant()); });
}

void GraphTwin::setData(std::shared_ptr<const GraphData> shown)
{
    const QString node = currentNode();
    const QString grant = currentGrant();
    m_selecting = true;
    clear();
    m_data = std::move(shown);
    indexGrants();
    for (const authority::Node& each : m_data->whole.nodes) {
        auto* item = new QTreeWidgetItem(this);
        item->setText(WhoColumn, toQString(each.label));
        item->setText(KindColumn, kindText(each.kind));
        item->setText(AccessesColumn, QString::number(each.surface));
        item->setTextAlignment(AccessesColumn, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(WhoColumn, NodeRole, toQString(each.id));
        addGrants(item, each.id);
    }
    expandToDepth(1);
    m_selecting = false;
    select(node, grant);
}

void GraphTwin::indexGrants()
{
    m_edgeOf.clear();
    m_rootsOf.clear();
    const authority::Registry& registry = *m_data->estate.registry;
    for (std::size_t i = 0; i < m_data->whole.edges.size(); ++i) {
        const authority::Edge& edge = m_data->whole.edges[i];
        if (edge.kind == authority::EdgeKind::Delegation)
            m_edgeOf.emplace(edge.grant, i);
    }
    for (const auto& [id, i] : m_edgeOf) {
        const authority::Grant* grant = registry.grant(id);
        if (grant && (!grant->parent || !m_edgeOf.contains(*grant->parent) ||
                      standsOnItself(registry, *grant)))
            m_rootsOf[m_data->whole.nodes[m_data->whole.edges[i].from].id].push_back(id);
    }
    for (auto& [giver, grants] : m_rootsOf)
        std::sort(grants.begin(), grants.end());
}

void GraphTwin::addGrants(QTreeWidgetItem* above, const std::string& giver)
{
    const auto roots = m_rootsOf.find(giver);
    if (roots == m_rootsOf.end())
        return;
    for (const std::string& grant : roots->second)
        addGrant(above, grant, 0);
}

QTreeWidgetItem* GraphTwin::addGrant(QTreeWidgetItem* above, const std::string& grant, int depth)
{
    const auto index = m_edgeOf.find(grant);
    if (index == m_edgeOf.end())
        return nullptr;
    const authority::Edge& edge = m_data->whole.edges[index->second];
    const authority::Node& to = m_data->whole.nodes[edge.to];
    auto* item = new QTreeWidgetItem(above);
    item->setText(WhoColumn, tr("%1, by %2").arg(toQString(to.label), toQString(grant)));
    item->setText(KindColumn, kindText(to.kind));
    item->setText(StateColumn, stateText(edge));
    item->setText(AccessesColumn, QString::number(edge.given));
    item->setTextAlignment(AccessesColumn, Qt::AlignRight | Qt::AlignVCenter);
    item->setToolTip(StateColumn, toQString(edge.note));
    item->setData(WhoColumn, NodeRole, toQString(to.id));
    item->setData(WhoColumn, GrantRole, toQString(grant));
    if (depth < kDeepest) {
        for (const authority::Grant* below : m_data->estate.registry->grantsBelow(grant))
            addGrant(item, below->id, depth + 1);
    }
    return item;
}

void GraphTwin::select(const QString& node, const QString& grant)
{
    if (node.isEmpty() && grant.isEmpty())
        return;
    m_selecting = true;
    for (QTreeWidgetItemIterator it(this); *it != nullptr; ++it) {
        const bool same = grant.isEmpty() ? (*it)->data(WhoColumn, NodeRole).toString() == node &&
                                                (*it)->parent() == nullptr
                                          : (*it)->data(WhoColumn, GrantRole).toString() == grant;
        if (same) {
            setCurrentItem(*it);
            break;
        }
    }
    m_selecting = false;
}

QString GraphTwin::currentNode() const
{
    return currentItem() == nullptr ? QString()
                                    : currentItem()->data(WhoColumn, NodeRole).toString();
}

QString GraphTwin::currentGrant() const
{
    return currentItem() == nullptr ? QString()
                                    : currentItem()->data(WhoColumn, GrantRole).toString();
}

void GraphTwin::keyPressEvent(QKeyEvent* event)
{
    const bool entered = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (entered && event->modifiers().testFlag(Qt::ShiftModifier)) {
        emit wayWanted();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Insert:
        emit grantWanted();
        return;
    case Qt::Key_Delete:
        emit revocationWanted();
        return;
    case Qt::Key_F2:
        emit scopeWanted();
        return;
    default:
        QTreeWidget::keyPressEvent(event);
    }
}

} // namespace remit::ui
