// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/schema/diagram.h"

#include <QGraphicsItem>

#include <optional>

namespace remit::ui {

class Theme;

/// All arrows of the diagram, in one item. Solid: what one is a member of (open head) and who may
/// act (filled head); dashed: what an action is done to; dotted: what an attribute names. Those of
/// the chosen box are in the accent.
class DiagramEdges : public QGraphicsItem {
public:
    DiagramEdges(const Diagram& diagram, const Theme& theme);

    void setChosen(std::optional<std::size_t> node);

    [[nodiscard]] QRectF boundingRect() const override { return m_diagram.bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) override;

private:
    void paintEdge(QPainter& painter, std::size_t number, const QColor& color, double width) const;
    [[nodiscard]] bool isOfChosen(std::size_t number) const;

    const Diagram& m_diagram;
    const Theme& m_theme;
    std::optional<std::size_t> m_chosen;
};

/// "may do", "done to" …: as the list beside the diagram and the legend put it.
[[nodiscard]] QString wordOf(assist::SchemaGraph::EdgeKind kind);
/// A short line with its head, for the legend.
void paintSample(QPainter& painter, const QRectF& area, assist::SchemaGraph::EdgeKind kind,
                 const QColor& color);

} // namespace remit::ui
