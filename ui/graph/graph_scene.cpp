// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graph_scene.h"

#include "core/authority/layout/graph_input.h"
#include "ui/graph/edge_layer.h"
#include "ui/graph/graph_data.h"
#include "ui/graph/node_layer.h"
#include "ui/shell/theme.h"

#include <QGraphicsLineItem>
#include <QPen>

#include <map>

namespace remit::ui {
namespace {

constexpr int kMotion = 220;              ///< milliseconds
constexpr std::size_t kMostMoving = 1000; ///< nodes of an animated graph
constexpr double kBorder = 200;           ///< around the graph, so that its rim can be centred

std::vector<QPointF> placesOf(const GraphData& data)
{
    std::vector<QPointF> places;
    for (const auto& point : data.layout.positions)
        places.emplace_back(point.x, point.y - authority::layout::kLabelHeight / 2);
    return places;
}

} // namespace

GraphScene::GraphScene(QObject* parent) : QGraphicsScene(parent)
{
    using authority::EdgeKind;
    for (const EdgeKind kind : {EdgeKind::Membership, EdgeKind::Use, EdgeKind::Delegation}) {
        auto* layer = new EdgeLayer(kind);
        layer->setZValue(3 - static_cast<int>(kind));
        addItem(layer);
        m_edges.at(static_cast<std::size_t>(kind)) = layer;
    }
    m_nodes = new NodeLayer;
    addItem(m_nodes);
    m_band = addLine({}, QPen(Qt::gray, 2, Qt::DashLine));
    m_band->setVisible(false);
    m_band->setZValue(20);
    setItemIndexMethod(NoIndex);
    m_motion.setDuration(kMotion);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    connect(&m_motion, &QVariantAnimation::valueChanged, this,
            [this](const QVariant& value) { moveTo(value.toDouble()); });
}

void GraphScene::setData(std::shared_ptr<const GraphData> data)
{
    m_motion.stop();
    std::map<std::string, QPointF> before;
    if (m_data) {
        for (authority::NodeIndex i = 0; i < m_nodes->places().size(); ++i)
            before.emplace(m_data->graph().nodes[i].id, m_nodes->places()[i]);
    }
    m_data = std::move(data);
    m_marks = {};
    m_to = placesOf(*m_data);
    m_from.clear();
    bool moves = false;
    for (std::size_t i = 0; i < m_to.size(); ++i) {
        const auto known = before.find(m_data->graph().nodes[i].id);
        m_from.push_back(known == before.end() ? m_to[i] : known->second);
        moves = moves || m_from.back() != m_to[i];
    }
    m_nodes->setData(m_data);
    for (EdgeLayer* layer : m_edges)
        layer->setData(m_data);
    setSceneRect(QRectF(0, 0, m_data->layout.size.width, m_data->layout.size.height)
                     .adjusted(-kBorder, -kBorder, kBorder, kBorder));
    setMarks({});
    if (moves && m_to.size() <= kMostMoving)
        m_motion.start();
    else
        moveTo(1);
}

void GraphScene::moveTo(double progress)
{
    std::vector<QPointF> places;
    for (std::size_t i = 0; i < m_to.size(); ++i)
        places.push_back(m_from[i] + (m_to[i] - m_from[i]) * progress);
    m_nodes->setPlaces(std::move(places));
    for (EdgeLayer* layer : m_edges)
        layer->setPlaces(progress < 1 ? &m_nodes->places() : nullptr);
}

void GraphScene::setColors(const Colors& colors)
{
    setBackgroundBrush(colors.surface);
    m_band->setPen(QPen(colors.accent, 2, Qt::DashLine));
    m_nodes->setColors(&colors);
    for (EdgeLayer* layer : m_edges)
        layer->setColors(&colors);
}

void GraphScene::setMarks(GraphMarks marks)
{
    m_marks = std::move(marks);
    m_nodes->setMarks(&m_marks);
    for (EdgeLayer* layer : m_edges)
        layer->setMarks(&m_marks);
}

void GraphScene::setFast(bool fast)
{
    for (EdgeLayer* layer : m_edges)
        layer->setFast(fast);
}

void GraphScene::setBand(const QLineF* line)
{
    m_band->setVisible(line != nullptr);
    if (line != nullptr)
        m_band->setLine(*line);
}

std::optional<authority::NodeIndex> GraphScene::nodeAt(QPointF point) const
{
    return m_data ? m_nodes->nodeAt(point) : std::nullopt;
}

std::optional<authority::EdgeIndex> GraphScene::edgeAt(QPointF point, double reach) const
{
    if (!m_data)
        return std::nullopt;
    return m_edges.at(static_cast<std::size_t>(authority::EdgeKind::Delegation))
        ->edgeAt(point, reach);
}

QPointF GraphScene::placeOf(authority::NodeIndex node) const
{
    return node < m_to.size() ? m_to[node] : QPointF();
}

} // namespace remit::ui
