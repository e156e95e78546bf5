// SPDX-License-Identifier: Apache-2.0
#include "core/authority/layout/layout.h"
#include "core/authority/layout/ranks.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace remit::authority::layout {
namespace {

constexpr double kCircle = 2 * std::numbers::pi;

/// Of the graph a forest: each node below the first node that leads to it from the ring inside.
struct Forest {
    std::vector<std::uint32_t> rank;
    std::vector<std::vector<std::uint32_t>> children;
    std::vector<std::uint32_t> roots;
    std::vector<std::uint32_t> order; ///< parents before children
};

Forest forestOf(const Input& input)
{
    const Edges acyclic = withoutCycles(input.nodes.size(), input.edges);
    Forest forest;
    forest.rank = ranksOf(input.nodes.size(), acyclic);
    forest.children.resize(input.nodes.size());
    std::vector<bool> placed(input.nodes.size());
    for (const auto& [from, to] : acyclic) {
        if (!placed[to] && forest.rank[from] + 1 == forest.rank[to]) {
            placed[to] = true;
            forest.children[from].push_back(to);
        }
    }
    for (std::uint32_t i = 0; i < input.nodes.size(); ++i) {
        if (!placed[i])
            forest.roots.push_back(i);
        forest.order.push_back(i);
    }
    std::stable_sort(
        forest.order.begin(), forest.order.end(),
        [&](std::uint32_t a, std::uint32_t b) { return forest.rank[a] < forest.rank[b]; });
    return forest;
}

/// Those that stood somewhere in the order in which they stood around the old middle.
void keepOrder(const Input& input, std::vector<std::uint32_t>& siblings)
{
    if (input.previous.empty())
        return;
    Point middle;
    double count = 0;
    for (const auto& point : input.previous) {
        if (!point)
            continue;
        middle.x += point->x;
        middle.y += point->y;
        ++count;
    }
    if (count == 0)
        return;
    middle = {middle.x / count, middle.y / count};
    const auto angle = [&](std::uint32_t node) {
        const double a =
            std::atan2(input.previous[node]->y - middle.y, input.previous[node]->x - middle.x);
        return a < 0 ? a + kCircle : a;
    };
    std::vector<std::uint32_t> known;
    for (const std::uint32_t node : siblings) {
        if (input.previous[node])
            known.push_back(node);
    }
    std::stable_sort(known.begin(), known.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return angle(a) < angle(b); });
    std::size_t next = 0;
    for (std::uint32_t& node : siblings) {
        if (input.previous[node])
            node = known[next++];
    }
}

/// Leaves below each node: how wide its wedge is.
std::vector<double> leavesOf(const Forest& forest)
{
    std::vector<double> leaves(forest.rank.size());
    for (auto node = forest.order.rbegin(); node != forest.order.rend(); ++node) {
        for (const std::uint32_t child : forest.children[*node])
            leaves[*node] += leaves[child];
        leaves[*node] = std::max(leaves[*node], 1.0);
    }
    return leaves;
}

std::vector<double> anglesOf(const Forest& forest)
{
    const std::vector<double> leaves = leavesOf(forest);
    double all = 0;
    for (const std::uint32_t root : forest.roots)
        all += leaves[root];
    std::vector<double> begin(forest.rank.size());
    double at = 0;
    for (const std::uint32_t root : forest.roots) {
        begin[root] = at;
        at += leaves[root];
    }
    std::vector<double> angle(forest.rank.size());
    for (const std::uint32_t node : forest.order) {
        angle[node] = (begin[node] + leaves[node] / 2) / all * kCircle;
        double next = begin[node];
        for (const std::uint32_t child : forest.children[node]) {
            begin[child] = next;
            next += leaves[child];
        }
    }
    return angle;
}

/// Each ring outside the one before, and wide enough for the two nearest of its nodes.
std::vector<double> radii(const Input& input, const Forest& forest,
                          const std::vector<double>& angle, const Options& options)
{
    std::uint32_t last = 0;
    double tallest = 0;
    for (std::size_t i = 0; i < forest.rank.size(); ++i) {
        last = std::max(last, forest.rank[i]);
        tallest = std::max(tallest, std::max(input.nodes[i].width, input.nodes[i].height));
    }
    std::vector<std::vector<double>> rings(last + 1);
    for (std::size_t i = 0; i < forest.rank.size(); ++i)
        rings[forest.rank[i]].push_back(angle[i]);
    std::vector<double> result;
    double radius = -options.layerGap;
    for (auto& ring : rings) {
        radius += options.layerGap + (result.empty() ? 0 : tallest);
        std::sort(ring.begin(), ring.end());
        double nearest = ring.size() > 1 ? ring.front() + kCircle - ring.back() : kCircle;
        for (std::size_t i = 1; i < ring.size(); ++i)
            nearest = std::min(nearest, ring[i] - ring[i - 1]);
        if (ring.size() > 1)
            radius = std::max(radius, (tallest + options.nodeGap) / std::max(nearest, 1e-6));
        radius = std::max(radius, 0.0);
        result.push_back(radius);
    }
    return result;
}

void moveToCorner(const Input& input, Layout& layout)
{
    if (layout.positions.empty())
        return;
    Point least = layout.positions.front();
    Point most = least;
    for (std::size_t i = 0; i < layout.positions.size(); ++i) {
        const Point& at = layout.positions[i];
        const Size& size = input.nodes[i];
        least = {std::min(least.x, at.x - size.width / 2),
                 std::min(least.y, at.y - size.height / 2)};
        most = {std::max(most.x, at.x + size.width / 2), std::max(most.y, at.y + size.height / 2)};
    }
    for (Point& at : layout.positions)
        at = {at.x - least.x, at.y - least.y};
    layout.size = {most.x - least.x, most.y - least.y};
}

} // namespace

Result<Layout> radial(const Input& input, const Options& options, const JobControl& job)
{
    Layout layout;
    if (input.nodes.empty())
        return layout;
    Forest forest = forestOf(input);
    keepOrder(input, forest.roots);
    for (auto& children : forest.children) {
        if (job.cancelled())
            return failure(ErrorCode::Cancelled, "The layout was stopped.");
        if (children.size() > 1)
            keepOrder(input, children);
    }
    const std::vector<double> angle = anglesOf(forest);
    const std::vector<double> radius = radii(input, forest, angle, options);
    for (std::size_t i = 0; i < input.nodes.size(); ++i) {
        const double r = radius[forest.rank[i]];
        layout.positions.push_back({r * std::cos(angle[i]), r * std::sin(angle[i])});
    }
    moveToCorner(input, layout);
    for (const auto& [from, to] : input.edges)
        layout.routes.push_back({layout.positions[from], layout.positions[to]});
    return layout;
}

} // namespace remit::authority::layout
