// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/authority/graph.h"

#include <QGraphicsItem>

#include <memory>
#include <optional>
#include <vector>

namespace remit::ui {

struct Colors;
struct GraphData;
struct GraphMarks;

/// All nodes as a single item: shape for the kind, label below, less of it from afar.
class NodeLayer : public QGraphicsItem {
public:
    NodeLayer();

    void setData(std::shared_ptr<const GraphData> data);
    /// Middles of the signs, by node.
    void setPlaces(std::vector<QPointF> places);
    void setMarks(const GraphMarks* marks);
    void setColors(const Colors* colors);

    [[nodiscard]] const std::vector<QPointF>& places() const { return m_places; }
    [[nodiscard]] std::optional<authority::NodeIndex> nodeAt(QPointF point) const;

    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintNode(QPainter& painter, authority::NodeIndex index, double detail) const;
    void paintLabel(QPainter& painter, const QRectF& sign, const QString& label,
                    double detail) const;
    void paintFar(QPainter& painter, const QRectF& exposed) const;
    [[nodiscard]] QRectF cell(authority::NodeIndex index) const;

    std::shared_ptr<const GraphData> m_data;
    std::vector<QPointF> m_places;
    const GraphMarks* m_marks = nullptr;
    const Colors* m_colors = nullptr;
    QRectF m_bounds;
};

/// The sign of a kind in the rectangle, with the painter's pen and brush.
void paintNodeSign(QPainter& painter, const QRectF& rect, authority::NodeKind kind);
/// "human", "service account" …, for people.
[[nodiscard]] QString kindText(authority::NodeKind kind);

} // namespace remit::ui
