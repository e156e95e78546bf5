// SPDX-License-Identifier: Apache-2.0
#include "core/authority/layout/ranks.h"

#include <algorithm>

namespace remit::authority::layout {
namespace {

std::vector<std::vector<std::uint32_t>> successors(std::size_t nodes, const Edges& edges)
{
    std::vector<std::vector<std::uint32_t>> lists(nodes);
    for (const auto& [from, to] : edges) {
        if (from != to)
            lists[from].push_back(to);
    }
    return lists;
}

/// Finishing numbers of a depth-first search that begins at the nodes nothing leads to: an edge
/// that goes up in them goes back.
std::vector<std::uint32_t> finishingNumbers(std::size_t nodes, const Edges& edges)
{
    const auto next = successors(nodes, edges);
    std::vector<std::uint32_t> incoming(nodes);
    for (const auto& list : next) {
        for (const std::uint32_t to : list)
            ++incoming[to];
    }
    std::vector<std::uint32_t> starts;
    for (const bool sources : {true, false}) {
        for (std::uint32_t i = 0; i < nodes; ++i) {
            if ((incoming[i] == 0) == sources)
                starts.push_back(i);
        }
    }
    std::vector<std::uint32_t> number(nodes);
    std::vector<bool> seen(nodes);
    std::vector<std::pair<std::uint32_t, std::size_t>> stack;
    std::uint32_t finished = 0;
    for (const std::uint32_t start : starts) {
        if (seen[start])
            continue;
        seen[start] = true;
        stack.emplace_back(start, 0);
        while (!stack.empty()) {
            auto& [node, at] = stack.back();
            if (at == next[node].size()) {
                number[node] = finished++;
                stack.pop_back();
                continue;
            }
            const std::uint32_t to = next[node][at++];
            if (!seen[to]) {
                seen[to] = true;
                stack.emplace_back(to, 0);
            }
        }
    }
    return number;
}

} // namespace

Edges withoutCycles(std::size_t nodes, const Edges& edges)
{
    const std::vector<std::uint32_t> number = finishingNumbers(nodes, edges);
    Edges result;
    for (auto [from, to] : edges) {
        if (from == to)
            continue;
        if (number[from] < number[to])
            std::swap(from, to);
        result.emplace_back(from, to);
    }
    return result;
}

std::vector<std::uint32_t> ranksOf(std::size_t nodes, const Edges& acyclic)
{
    const auto next = successors(nodes, acyclic);
    std::vector<std::uint32_t> waiting(nodes);
    for (const auto& [from, to] : acyclic)
        ++waiting[to];
    std::vector<std::uint32_t> rank(nodes);
    std::vector<std::uint32_t> ready;
    for (std::uint32_t i = 0; i < nodes; ++i) {
        if (waiting[i] == 0)
            ready.push_back(i);
    }
    for (std::size_t at = 0; at < ready.size(); ++at) {
        for (const std::uint32_t to : next[ready[at]]) {
            rank[to] = std::max(rank[to], rank[ready[at]] + 1);
            if (--waiting[to] == 0)
                ready.push_back(to);
        }
    }
    return rank;
}

} // namespace remit::authority::layout
