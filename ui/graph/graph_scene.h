// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graph/graph_marks.h"

#include <QGraphicsScene>
#include <QVariantAnimation>

#include <array>
#include <memory>

namespace remit::ui {

class EdgeLayer;
class NodeLayer;
struct Colors;
struct GraphData;

/// The delegation graph for the screen: one layer of edges for each kind, and one of nodes. A new
/// graph slides from where its nodes stood, unless it is large.
class GraphScene : public QGraphicsScene {
    Q_OBJECT

public:
    explicit GraphScene(QObject* parent = nullptr);

    void setData(std::shared_ptr<const GraphData> data);
    [[nodiscard]] const std::shared_ptr<const GraphData>& data() const { return m_data; }
    void setColors(const Colors& colors);
    void setMarks(GraphMarks marks);
    [[nodiscard]] const GraphMarks& marks() const { return m_marks; }
    /// While the view moves.
    void setFast(bool fast);
    /// The line of a grant that is being drawn; null: none.
    void setBand(const QLineF* line);

    [[nodiscard]] std::optional<authority::NodeIndex> nodeAt(QPointF point) const;
    [[nodiscard]] std::optional<authority::EdgeIndex> edgeAt(QPointF point, double reach) const;
    [[nodiscard]] QPointF placeOf(authority::NodeIndex node) const;
    [[nodiscard]] bool isMoving() const { return m_motion.state() == QAbstractAnimation::Running; }

private:
    void moveTo(double progress);

    std::shared_ptr<const GraphData> m_data;
    GraphMarks m_marks;
    std::array<EdgeLayer*, 3> m_edges{};
    NodeLayer* m_nodes;
    QGraphicsLineItem* m_band;
    std::vector<QPointF> m_from;
    std::vector<QPointF> m_to;
    QVariantAnimation m_motion;
};

} // namespace remit::ui
