// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/edge_layer.h"

#include "core/authority/layout/graph_input.h"
#include "ui/graph/graph_data.h"
#include "ui/graph/graph_marks.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace remit::ui {
namespace {

using authority::Edge;
using authority::EdgeState;

constexpr double kFarEdges = 0.3;   ///< below this scale edges are lines without marks
constexpr double kWords = 0.7; ///< from this scale on the wedge's words are written
constexpr double kDimEdgeOpacity = 0.16;

QPointF towards(QPointF from, QPointF to, double distance)
{
    const QLineF line(from, to);
    return line.length() < 1e-6 ? from : line.pointAt(distance / line.length());
}

Qt::PenStyle dashOf(const Edge& edge)
{
    if (edge.kind == authority::EdgeKind::Membership || edge.state == EdgeState::NotYet)
        return Qt::DotLine;
    return edge.state == EdgeState::Active ? Qt::SolidLine : Qt::DashLine;
}

void paintTriangle(QPainter& painter, QPointF tip, QPointF back, double length, double half)
{
    const QPointF base = towards(tip, back, length);
    const QLineF axis(base, tip);
    if (axis.length() < 1e-6)
        return;
    const QPointF side = QPointF(axis.dy(), -axis.dx()) / axis.length() * half;
    const std::array<QPointF, 3> corners{tip, base + side, base - side};
    painter.drawPolygon(corners.data(), 3);
}

double distanceTo(const QPolygonF& route, QPointF point)
{
    double best = 1e9;
    for (int i = 0; i + 1 < route.size(); ++i) {
        const QPointF a = route[i];
        const QPointF d = route[i + 1] - a;
        const double length = QPointF::dotProduct(d, d);
        const double t =
            length < 1e-9 ? 0 : std::clamp(QPointF::dotProduct(point - a, d) / length, 0.0, 1.0);
        const QPointF off = point - (a + d * t);
        best = std::min(best, std::hypot(off.x(), off.y()));
    }
    return best;
}

} // namespace

EdgeLayer::EdgeLayer(authority::EdgeKind kind) : m_kind(kind)
{
    setFlag(ItemUsesExtendedStyleOption); // exposedRect
}

void EdgeLayer::setData(std::shared_ptr<const GraphData> data)
{
    m_data = std::move(data);
    m_lines.clear();
    if (m_data) {
        const std::size_t largest = authority::layout::largestScope(m_data->graph());
        for (authority::EdgeIndex i = 0; i < m_data->graph().edges.size(); ++i) {
            const Edge& edge = m_data->graph().edges[i];
            if (edge.kind == m_kind)
                m_lines.push_back({i, authority::layout::lineWidth(edge, largest), {}, {}});
        }
    }
    setPlaces(nullptr);
}

void EdgeLayer::setPlaces(const std::vector<QPointF>* places)
{
    for (Line& line : m_lines) {
        const Edge& edge = m_data->graph().edges[line.edge];
        line.route.clear();
        if (places) {
            line.route << (*places)[edge.from] << (*places)[edge.to];
        } else {
            for (const auto& point : m_data->layout.routes[line.edge])
                line.route << QPointF(point.x, point.y - authority::layout::kLabelHeight / 2);
        }
        const double reach = authority::layout::signOf(m_data->graph().nodes[edge.to].kind) / 2 + 2;
        line.route.last() = towards(line.route.last(), line.route[line.route.size() - 2], reach);
        line.bounds = line.route.boundingRect().adjusted(-20, -20, 20, 20);
    }
    measure();
}

void EdgeLayer::measure()
{
    prepareGeometryChange();
    m_bounds = {};
    for (const Line& line : m_lines)
        m_bounds |= line.bounds;
    update();
}

void EdgeLayer::setMarks(const GraphMarks* marks)
{
    m_marks = marks;
    update();
}

void EdgeLayer::setColors(const Colors* colors)
{
    m_colors = colors;
    update();
}

std::optional<authority::EdgeIndex> EdgeLayer::edgeAt(QPointF point, double reach) const
{
    std::optional<authority::EdgeIndex> nearest;
    for (const Line& line : m_lines) {
        if (!line.bounds.contains(point))
            continue;
        const double distance = distanceTo(line.route, point);
        if (distance <= reach) {
            reach = distance;
            nearest = line.edge;
        }
    }
    return nearest;
}

QColor EdgeLayer::colourOf(const Line& line) const
{
    const Edge& edge = m_data->graph().edges[line.edge];
    QColor colour = m_kind != authority::EdgeKind::Delegation ? m_colors->muted
                    : edge.amplifies()                        ? m_colors->deny
                                                              : m_colors->accent;
    const bool selected = m_marks && m_marks->edge == line.edge;
    const bool bright = m_marks && GraphMarks::has(m_marks->brightEdges, line.edge);
    double opacity = m_kind == authority::EdgeKind::Delegation ? 1 : 0.5;
    if (edge.state == EdgeState::Ended || edge.state == EdgeState::Broken)
        opacity = 0.65;
    if (selected || bright)
        opacity = 1;
    else if (m_marks && GraphMarks::has(m_marks->dimEdges, line.edge))
        opacity = kDimEdgeOpacity;
    colour.setAlphaF(static_cast<float>(opacity));
    return colour;
}

void EdgeLayer::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*)
{
    if (!m_data || !m_colors)
        return;
    const double detail =
        QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    if (detail < kFarEdges)
        return paintFar(*painter, option->exposedRect);
    painter->setRenderHint(QPainter::Antialiasing, !m_fast);
    for (const Line& line : m_lines) {
        if (line.bounds.intersects(option->exposedRect))
            paintLine(*painter, line, detail);
    }
}

/// Lines of one colour together.
void EdgeLayer::paintFar(QPainter& painter, const QRectF& exposed) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    std::map<QRgb, QList<QLineF>> byColour;
    for (const Line& line : m_lines) {
        if (line.bounds.intersects(exposed))
            byColour[colourOf(line).rgba()].append(QLineF(line.route.first(), line.route.last()));
    }
    for (const auto& [colour, lines] : byColour) {
        painter.setPen(QPen(QColor::fromRgba(colour), 0));
        painter.drawLines(lines);
    }
}

void EdgeLayer::paintLine(QPainter& painter, const Line& line, double detail) const
{
    const Edge& edge = m_data->graph().edges[line.edge];
    const QColor colour = colourOf(line);
    const bool selected = m_marks && m_marks->edge == line.edge;
    const bool bright = m_marks && GraphMarks::has(m_marks->brightEdges, line.edge);
    const double width = line.width + (selected ? 2 : bright ? 1 : 0);
    QPen pen(colour, width, dashOf(edge), Qt::FlatCap, Qt::RoundJoin);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line.route);
    if (m_kind != authority::EdgeKind::Delegation)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    paintTriangle(painter, line.route.last(), line.route[line.route.size() - 2], 8 + width,
                  3 + width / 2);
    if (edge.amplifies())
        paintWedge(painter, line, colour, detail);
}

/// Open towards the receiver: more comes out than went in. The words say it too.
void EdgeLayer::paintWedge(QPainter& painter, const Line& line, const QColor& colour,
                           double detail) const
{
    const QPointF tip = line.route.last();
    const QPointF before = line.route[line.route.size() - 2];
    const QPointF wide = towards(tip, before, QLineF(tip, before).length() / 2);
    paintTriangle(painter, towards(wide, before, 14), wide, 14, 7);
    if (detail < kWords)
        return;
    painter.setPen(colour);
    painter.setFont(interfaceFont(TextSize::Small));
    painter.drawText(QRectF(wide.x() - 80, wide.y() - 26, 160, 16), Qt::AlignCenter,
                     QCoreApplication::translate("EdgeLayer", "amplifies +%1")
                         .arg(m_data->graph().edges[line.edge].added));
}

} // namespace remit::ui
