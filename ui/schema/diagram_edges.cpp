// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/diagram_edges.h"

#include "ui/shell/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionGraphicsItem>

#include <cmath>

namespace remit::ui {
namespace {

using EdgeKind = assist::SchemaGraph::EdgeKind;

constexpr double kHead = 9;
constexpr double kFarEdges = 0.3; ///< scale below which lines are straight and without heads

Qt::PenStyle styleOf(EdgeKind kind)
{
    switch (kind) {
    case EdgeKind::Resource:
        return Qt::DashLine;
    case EdgeKind::Attribute:
        return Qt::DotLine;
    case EdgeKind::MemberOf:
    case EdgeKind::Principal:
        break;
    }
    return Qt::SolidLine;
}

/// Soft bends through the points.
QPainterPath pathOf(const QPolygonF& route)
{
    QPainterPath path(route.first());
    for (qsizetype i = 1; i < route.size(); ++i) {
        const QPointF from = route.at(i - 1);
        const QPointF to = route.at(i);
        const double half = (to.x() - from.x()) / 2;
        path.cubicTo(from + QPointF(half, 0), to - QPointF(half, 0), to);
    }
    return path;
}

void paintHead(QPainter& painter, const QPainterPath& path, EdgeKind kind, const QColor& color)
{
    const QPointF tip = path.pointAtPercent(1);
    const double length = path.length();
    const QPointF before =
        path.pointAtPercent(length < 1 ? 0 : path.percentAtLength(std::max(0.0, length - kHead)));
    const double angle = std::atan2(tip.y() - before.y(), tip.x() - before.x());
    QPolygonF head;
    head << tip << tip - kHead * QPointF(std::cos(angle - 0.4), std::sin(angle - 0.4))
         << tip - kHead * QPointF(std::cos(angle + 0.4), std::sin(angle + 0.4));
    painter.setPen(QPen(color, 1));
    painter.setBrush(kind == EdgeKind::MemberOf ? painter.background() : QBrush(color));
    painter.drawPolygon(head);
}

void paintPath(QPainter& painter, const QPainterPath& path, EdgeKind kind, const QColor& color,
               double width, bool head)
{
    painter.setPen(QPen(color, width, styleOf(kind), Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    if (head)
        paintHead(painter, path, kind, color);
}

} // namespace

QString wordOf(EdgeKind kind)
{
    switch (kind) {
    case EdgeKind::MemberOf:
        return QCoreApplication::translate("Diagram", "member of");
    case EdgeKind::Principal:
        return QCoreApplication::translate("Diagram", "done by");
    case EdgeKind::Resource:
        return QCoreApplication::translate("Diagram", "done to");
    case EdgeKind::Attribute:
        break;
    }
    return QCoreApplication::translate("Diagram", "names");
}

void paintSample(QPainter& painter, const QRectF& area, EdgeKind kind, const QColor& color)
{
    QPainterPath path(QPointF(area.left(), area.center().y()));
    path.lineTo(QPointF(area.right(), area.center().y()));
    paintPath(painter, path, kind, color, 1.3, true);
}

DiagramEdges::DiagramEdges(const Diagram& diagram, const Theme& theme)
    : m_diagram(diagram), m_theme(theme)
{
    setFlag(ItemUsesExtendedStyleOption);
    setZValue(0);
}

void DiagramEdges::setChosen(std::optional<std::size_t> node)
{
    m_chosen = node;
    setZValue(0);
    update();
}

bool DiagramEdges::isOfChosen(std::size_t number) const
{
    const assist::SchemaGraph::Edge& edge = m_diagram.graph.edges[number];
    return m_chosen && (edge.from == *m_chosen || edge.to == *m_chosen);
}

void DiagramEdges::paintEdge(QPainter& painter, std::size_t number, const QColor& color,
                             double width) const
{
    const QPolygonF& route = m_diagram.routes[number];
    if (route.size() < 2)
        return;
    const EdgeKind kind = m_diagram.graph.edges[number].kind;
    const double scale =
        QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform());
    if (scale < kFarEdges) {
        painter.setPen(QPen(color, width / kFarEdges));
        painter.drawPolyline(route);
        return;
    }
    paintPath(painter, pathOf(route), kind, color, width, true);
}

void DiagramEdges::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*)
{
    const Colors& colors = m_theme.colors();
    painter->setBackground(colors.surface);
    const QRectF seen = option->exposedRect;
    const QColor quiet = m_chosen ? blend(colors.muted, colors.surface, 0.45) : colors.muted;
    for (const bool chosen : {false, true}) {
        for (std::size_t i = 0; i < m_diagram.routes.size(); ++i) {
            const QRectF around =
                m_diagram.routes[i].boundingRect().adjusted(-kHead, -kHead, kHead, kHead);
            if (isOfChosen(i) == chosen && around.intersects(seen))
                paintEdge(*painter, i, chosen ? colors.accent : quiet, chosen ? 1.8 : 1.2);
        }
    }
}

} // namespace remit::ui
