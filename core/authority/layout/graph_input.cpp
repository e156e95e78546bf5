// SPDX-License-Identifier: Apache-2.0
#include "core/authority/layout/graph_input.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace remit::authority::layout {
namespace {

constexpr std::size_t kLabelCharacters = 22;
constexpr double kCharacterWidth = 6.2; ///< at 10 px, about the mean of interface fonts

std::size_t characters(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count)
        nextCodePoint(text, at);
    return count;
}

} // namespace

std::string shortLabel(const std::string& label)
{
    const std::string text = shown(label);
    if (characters(text) <= kLabelCharacters)
        return text;
    std::size_t at = 0;
    for (std::size_t i = 0; i + 1 < kLabelCharacters; ++i)
        nextCodePoint(text, at);
    return text.substr(0, at) + "…";
}

Input inputOf(const Graph& graph)
{
    Input input;
    for (const Node& node : graph.nodes) {
        const double label =
            static_cast<double>(characters(shortLabel(node.label))) * kCharacterWidth;
        input.nodes.push_back(
            {std::max(signOf(node.kind), label), signOf(node.kind) + kLabelHeight});
    }
    for (const Edge& edge : graph.edges)
        input.edges.emplace_back(edge.from, edge.to);
    return input;
}

std::size_t largestScope(const Graph& graph)
{
    std::size_t largest = 1;
    for (const Edge& edge : graph.edges)
        largest = std::max(largest, edge.accesses);
    return largest;
}

double lineWidth(const Edge& edge, std::size_t largest)
{
    if (edge.kind != EdgeKind::Delegation)
        return 1;
    const double share = std::log2(1.0 + static_cast<double>(edge.accesses)) /
                         std::log2(1.0 + static_cast<double>(largest));
    return 1 + 4 * share;
}

} // namespace remit::authority::layout
