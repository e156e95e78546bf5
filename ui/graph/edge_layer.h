// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/authority/graph.h"

#include <QGraphicsItem>
#include <QPolygonF>

#include <memory>
#include <optional>
#include <vector>

namespace remit::ui {

struct Colors;
struct GraphData;
struct GraphMarks;

/// All edges of one kind as a single item: an item for each of ten thousand edges is five times
/// slower. Far away they are plain lines without arrow heads.
class EdgeLayer : public QGraphicsItem {
public:
    explicit EdgeLayer(authority::EdgeKind kind);

    void setData(std::shared_ptr<const GraphData> data);
    /// Moves the ends, while the nodes are on their way; null: where the layout put them.
    void setPlaces(const std::vector<QPointF>* places);
    void setMarks(const GraphMarks* marks);
    void setColors(const Colors* colors);
    /// While the view moves: without antialiasing.
    void setFast(bool fast) { m_fast = fast; }
    /// The edge within `reach` of the point, the nearest one.
    [[nodiscard]] std::optional<authority::EdgeIndex> edgeAt(QPointF point, double reach) const;

    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    struct Line {
        authority::EdgeIndex edge = 0;
        double width = 1;
        QPolygonF route;
        QRectF bounds;
    };

    void measure();
    void paintFar(QPainter& painter, const QRectF& exposed) const;
    void paintLine(QPainter& painter, const Line& line, double detail) const;
    void paintWedge(QPainter& painter, const Line& line, const QColor& colour, double detail) const;
    [[nodiscard]] QColor colourOf(const Line& line) const;

    authority::EdgeKind m_kind;
    std::shared_ptr<const GraphData> m_data;
    const GraphMarks* m_marks = nullptr;
    const Colors* m_colors = nullptr;
    std::vector<Line> m_lines;
    QRectF m_bounds;
    bool m_fast = false;
};

} // namespace remit::ui
