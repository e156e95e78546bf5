// SPDX-License-Identifier: Apache-2.0
#include "core/authority/layout/layers.h"

#include <algorithm>
#include <cmath>

namespace remit::authority::layout {
namespace {

std::vector<bool> withEdges(const Input& input)
{
    std::vector<bool> result(input.nodes.size());
    for (const auto& [from, to] : input.edges) {
        if (from != to)
            result[from] = result[to] = true;
    }
    return result;
}

/// The middle of each column.
std::vector<double> columns(const Input& input, const Layers& layers, double gap, double& width)
{
    std::vector<double> widths(layers.order.size());
    for (std::size_t rank = 0; rank < layers.order.size(); ++rank) {
        for (const std::uint32_t node : layers.order[rank]) {
            if (node < input.nodes.size())
                widths[rank] = std::max(widths[rank], input.nodes[node].width);
        }
    }
    std::vector<double> middles;
    width = 0;
    for (std::size_t rank = 0; rank < widths.size(); ++rank) {
        if (rank > 0)
            width += gap;
        middles.push_back(width + widths[rank] / 2);
        width += widths[rank];
    }
    return middles;
}

/// Moves everything down so that nothing stands above 0; unless places are remembered, in which
/// case the caller's own zero is kept as far as possible.
void settle(Layers& layers, double& height)
{
    double top = 0;
    bool any = false;
    for (const auto& layer : layers.order) {
        for (const std::uint32_t node : layer) {
            const double edge = layers.y[node] - layers.height[node] / 2;
            top = any ? std::min(top, edge) : edge;
            any = true;
        }
    }
    const bool remembered =
        std::any_of(layers.previous.begin(), layers.previous.end(),
                    [](const std::optional<double>& y) { return y.has_value(); });
    const double shift = remembered && top > 0 ? 0 : top;
    height = 0;
    for (const auto& layer : layers.order) {
        for (const std::uint32_t node : layer) {
            layers.y[node] -= shift;
            height = std::max(height, layers.y[node] + layers.height[node] / 2);
        }
    }
}

/// Rows of nodes that have no edges, below the columns.
void placeLoose(const Input& input, const std::vector<bool>& joined, const Options& options,
                Layout& layout)
{
    std::size_t loose = 0;
    Size cell;
    for (std::size_t i = 0; i < joined.size(); ++i) {
        if (joined[i])
            continue;
        ++loose;
        cell.width = std::max(cell.width, input.nodes[i].width);
        cell.height = std::max(cell.height, input.nodes[i].height);
    }
    if (loose == 0)
        return;
    const double stepX = cell.width + options.nodeGap;
    const double stepY = cell.height + options.nodeGap;
    const auto fitting = static_cast<std::size_t>(std::max(1.0, layout.size.width / stepX));
    const auto square = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(loose))));
    const std::size_t perRow = std::max(fitting, square);
    const double top = layout.size.height > 0 ? layout.size.height + options.layerGap / 2 : 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < joined.size(); ++i) {
        if (joined[i])
            continue;
        layout.positions[i] = {static_cast<double>(at % perRow) * stepX + cell.width / 2,
                               top + static_cast<double>(at / perRow) * stepY + cell.height / 2};
        layout.size.width = std::max(layout.size.width, layout.positions[i].x + cell.width / 2);
        layout.size.height = std::max(layout.size.height, layout.positions[i].y + cell.height / 2);
        ++at;
    }
}

std::vector<std::vector<Point>> routesOf(const Input& input, const Layers& layers,
                                         const std::vector<double>& middles,
                                         const std::vector<Point>& positions)
{
    std::vector<std::vector<Point>> routes;
    for (std::size_t e = 0; e < input.edges.size(); ++e) {
        const auto& [from, to] = input.edges[e];
        std::vector<Point> route{positions[from]};
        for (const std::uint32_t joint : layers.joints[e])
            route.push_back({middles[layers.rank[joint]], layers.y[joint]});
        if (layers.rank[from] > layers.rank[to])
            std::reverse(route.begin() + 1, route.end());
        route.push_back(positions[to]);
        routes.push_back(std::move(route));
    }
    return routes;
}

} // namespace

Result<Layout> layered(const Input& input, const Options& options, const JobControl& job)
{
    const std::vector<bool> joined = withEdges(input);
    Layers layers = layersOf(input, joined);
    if (!reduceCrossings(layers, job) || !place(layers, options.nodeGap, job))
        return failure(ErrorCode::Cancelled, "The layout was stopped.");
    Layout layout;
    const auto middles = columns(input, layers, options.layerGap, layout.size.width);
    settle(layers, layout.size.height);
    layout.positions.resize(input.nodes.size());
    for (std::size_t i = 0; i < joined.size(); ++i) {
        if (joined[i])
            layout.positions[i] = {middles[layers.rank[i]], layers.y[i]};
    }
    placeLoose(input, joined, options, layout);
    layout.routes = routesOf(input, layers, middles, layout.positions);
    return layout;
}

} // namespace remit::authority::layout
