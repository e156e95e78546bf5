// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/kind_sign.h"
#include "ui/schema/diagram.h"

#include <QGraphicsItem>

namespace remit::ui {

[[nodiscard]] KindSign signOf(assist::SchemaGraph::NodeKind kind);
[[nodiscard]] QString wordOf(assist::SchemaGraph::NodeKind kind);

/// One box of the diagram. Far away it is only its title.
class NodeItem : public QGraphicsItem {
public:
    enum { Type = UserType + 1 };

    /// Diagram and theme must outlive it.
    NodeItem(const Diagram& diagram, std::size_t number, const Theme& theme);

    [[nodiscard]] std::size_t number() const { return m_number; }
    void setMarked(bool chosen);
    /// What a search leaves out is dimmed, never hidden.
    void setDimmed(bool dimmed);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) override;

private:
    void paintTitle(QPainter& painter, const QRectF& box, bool far) const;
    void paintRows(QPainter& painter, const QRectF& box) const;
    [[nodiscard]] const assist::SchemaGraph::Node& node() const;

    const Diagram& m_diagram;
    std::size_t m_number;
    const Theme& m_theme;
    bool m_chosen = false;
};

[[nodiscard]] BoxMetrics boxMetrics();

} // namespace remit::ui
