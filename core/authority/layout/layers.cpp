// SPDX-License-Identifier: Apache-2.0
#include "core/authority/layout/layers.h"

#include <algorithm>

namespace remit::authority::layout {
namespace {

/// More joints than these make a drawing slow and no clearer: longer edges then go straight.
constexpr std::size_t kMaxJoints = 100'000;

/// The orientation of each edge after cycles are broken; loops keep theirs.
Edges oriented(const Input& input)
{
    const Edges acyclic = withoutCycles(input.nodes.size(), input.edges);
    Edges result;
    std::size_t at = 0;
    for (const auto& edge : input.edges)
        result.push_back(edge.first == edge.second ? edge : acyclic[at++]);
    return result;
}

std::uint32_t addJoint(Layers& layers, std::uint32_t rank)
{
    const auto joint = static_cast<std::uint32_t>(layers.rank.size());
    layers.rank.push_back(rank);
    layers.height.push_back(0);
    layers.previous.emplace_back();
    layers.left.emplace_back();
    layers.right.emplace_back();
    return joint;
}

void connect(Layers& layers, std::uint32_t from, std::uint32_t to)
{
    layers.right[from].push_back(to);
    layers.left[to].push_back(from);
}

std::size_t jointsNeeded(const Layers& layers, const Edges& edges)
{
    std::size_t sum = 0;
    for (const auto& [from, to] : edges)
        sum += from == to ? 0 : layers.rank[to] - layers.rank[from] - 1;
    return sum;
}

/// From the top: those that stood somewhere by their place, new ones as a walk from the left meets
/// them, which already follows the structure.
void firstOrder(Layers& layers, const std::vector<bool>& included)
{
    const std::size_t count = layers.rank.size();
    std::uint32_t last = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (i >= included.size() || included[i])
            last = std::max(last, layers.rank[i]);
    }
    layers.order.assign(last + 1, {});
    std::vector<bool> seen(count);
    std::vector<std::uint32_t> stack;
    for (std::uint32_t start = 0; start < count; ++start) {
        if (seen[start] || !layers.left[start].empty() ||
            (start < included.size() && !included[start]))
            continue;
        stack.push_back(start);
        seen[start] = true;
        while (!stack.empty()) {
            const std::uint32_t node = stack.back();
            stack.pop_back();
            layers.order[layers.rank[node]].push_back(node);
            for (auto to = layers.right[node].rbegin(); to != layers.right[node].rend(); ++to) {
                if (!seen[*to]) {
                    seen[*to] = true;
                    stack.push_back(*to);
                }
            }
        }
    }
}

} // namespace

Layers layersOf(const Input& input, const std::vector<bool>& included)
{
    const Edges edges = oriented(input);
    Layers layers;
    Edges proper = edges;
    std::erase_if(proper, [](const auto& edge) { return edge.first == edge.second; });
    layers.rank = ranksOf(input.nodes.size(), proper);
    for (const Size& size : input.nodes)
        layers.height.push_back(size.height);
    layers.previous.resize(input.nodes.size());
    for (std::size_t i = 0; i < input.previous.size() && i < input.nodes.size(); ++i) {
        if (input.previous[i])
            layers.previous[i] = input.previous[i]->y;
    }
    layers.left.resize(input.nodes.size());
    layers.right.resize(input.nodes.size());
    const bool joined = jointsNeeded(layers, edges) <= kMaxJoints;
    layers.joints.resize(edges.size());
    for (std::size_t e = 0; e < edges.size(); ++e) {
        const auto& [from, to] = edges[e];
        if (from == to)
            continue;
        std::uint32_t at = from;
        for (std::uint32_t rank = layers.rank[from] + 1; joined && rank < layers.rank[to]; ++rank) {
            const std::uint32_t joint = addJoint(layers, rank);
            layers.joints[e].push_back(joint);
            connect(layers, at, joint);
            at = joint;
        }
        connect(layers, at, to);
    }
    firstOrder(layers, included);
    return layers;
}

} // namespace remit::authority::layout
