// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/diagram.h"

#include "core/authority/layout/layout.h"
#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace remit::ui {
namespace {

using Graph = assist::SchemaGraph;
namespace layout = remit::authority::layout;

constexpr double kBoxPadding = 10; ///< left and right of the text in a box
constexpr double kSign = 22;    ///< for the sign in the title
constexpr double kLeastWidth = 110;
constexpr double kMostWidth = 340; ///< longer text is elided
constexpr double kDiagramMargin = 24;     ///< around the whole
constexpr layout::Options kGaps{.layerGap = 84, .nodeGap = 18};

/// Who may act stands left of what they do, and that left of what it is done to.
bool isTurned(Graph::EdgeKind kind)
{
    return kind == Graph::EdgeKind::Principal;
}

layout::Input inputOf(const Graph& graph, const BoxMetrics& metrics)
{
    layout::Input input;
    for (const Graph::Node& node : graph.nodes) {
        const QSizeF size = boxSize(node, metrics);
        input.nodes.push_back({size.width(), size.height()});
    }
    for (const Graph::Edge& edge : graph.edges) {
        const auto from = static_cast<std::uint32_t>(edge.from);
        const auto to = static_cast<std::uint32_t>(edge.to);
        input.edges.push_back(isTurned(edge.kind) ? std::pair(to, from) : std::pair(from, to));
    }
    return input;
}

/// Where the line from the middle of the box to the point leaves the box.
QPointF borderPoint(const QRectF& box, QPointF towards)
{
    const QPointF middle = box.center();
    const QPointF way = towards - middle;
    if (way.isNull())
        return middle;
    const double sideways = std::abs(way.x()) / std::max(1e-9, box.width() / 2);
    const double upright = std::abs(way.y()) / std::max(1e-9, box.height() / 2);
    return middle + way / std::max({sideways, upright, 1.0});
}

QPolygonF routeOf(const std::vector<layout::Point>& points, bool turned, const QRectF& from,
                  const QRectF& to, QPointF shift)
{
    QPolygonF route;
    for (const layout::Point& point : points)
        route.append(QPointF(point.x, point.y) + shift);
    if (turned)
        std::reverse(route.begin(), route.end());
    if (route.size() < 2)
        return route;
    route.first() = borderPoint(from, route.at(1));
    route.last() = borderPoint(to, route.at(route.size() - 2));
    return route;
}

} // namespace

QString rowText(const Graph::Row& row)
{
    const QString name = QString::fromStdString(shown(row.name));
    const QString type = QString::fromStdString(shown(row.type));
    if (type.isEmpty())
        return name;
    return name + (row.required ? QStringLiteral(": ") : QStringLiteral("?: ")) + type;
}

QString restText(const Graph::Node& node)
{
    if (node.rows.size() <= kMostRows)
        return {};
    return QCoreApplication::translate("Diagram", "%n more", nullptr,
                                       static_cast<int>(node.rows.size() - kMostRows));
}

QSizeF boxSize(const Graph::Node& node, const BoxMetrics& metrics)
{
    double width = kSign + metrics.titleWidth * static_cast<double>(node.name.size());
    const std::size_t rows = std::min(node.rows.size(), kMostRows);
    for (std::size_t i = 0; i < rows; ++i)
        width = std::max(width, metrics.characterWidth *
                                    static_cast<double>(rowText(node.rows[i]).size()));
    const auto lines = static_cast<double>(rows + (node.rows.size() > kMostRows ? 1 : 0));
    const double below = lines == 0 ? 0 : lines * metrics.rowHeight + kBoxPadding / 2;
    return {std::clamp(width + 2 * kBoxPadding, kLeastWidth, kMostWidth), metrics.titleHeight + below};
}

Result<Diagram> drawn(const cedar::Schema& schema, const BoxMetrics& metrics, const JobControl& job)
{
    Diagram diagram;
    diagram.graph = assist::schemaGraph(schema);
    const layout::Input input = inputOf(diagram.graph, metrics);
    const Result<layout::Layout> placed = layout::layered(input, kGaps, job);
    if (!placed.has_value())
        return tl::unexpected<Error>(placed.error());
    const QPointF shift(kDiagramMargin, kDiagramMargin);
    for (std::size_t i = 0; i < input.nodes.size(); ++i) {
        QRectF box(0, 0, input.nodes[i].width, input.nodes[i].height);
        box.moveCenter(QPointF(placed->positions[i].x, placed->positions[i].y) + shift);
        diagram.boxes.push_back(box);
    }
    for (std::size_t i = 0; i < input.edges.size(); ++i) {
        const Graph::Edge& edge = diagram.graph.edges[i];
        diagram.routes.push_back(routeOf(placed->routes[i], isTurned(edge.kind),
                                         diagram.boxes[edge.from], diagram.boxes[edge.to], shift));
    }
    diagram.bounds =
        QRectF(0, 0, placed->size.width + 2 * kDiagramMargin, placed->size.height + 2 * kDiagramMargin);
    return diagram;
}

std::size_t neighbour(const Diagram& diagram, std::size_t from, Qt::Key direction)
{
    const QPointF here = diagram.boxes[from].center();
    const bool sideways = direction == Qt::Key_Left || direction == Qt::Key_Right;
    const double sign = direction == Qt::Key_Right || direction == Qt::Key_Down ? 1 : -1;
    std::size_t best = from;
    double nearest = 0;
    for (std::size_t i = 0; i < diagram.boxes.size(); ++i) {
        const QPointF way = diagram.boxes[i].center() - here;
        const double along = sign * (sideways ? way.x() : way.y());
        const double across = std::abs(sideways ? way.y() : way.x());
        if (i == from || along <= 1)
            continue;
        const double distance = along + 3 * across; // straight on rather than askew
        if (best == from || distance < nearest) {
            best = i;
            nearest = distance;
        }
    }
    return best;
}

} // namespace remit::ui
