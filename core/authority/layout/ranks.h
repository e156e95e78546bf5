// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

/// Which column or ring a node belongs to. Private to the layouts.
namespace remit::authority::layout {

using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// The edges, of each cycle some turned round, and loops left out, so that none is left.
[[nodiscard]] Edges withoutCycles(std::size_t nodes, const Edges& edges);

/// Length of the longest way to each node; the edges have no cycle.
[[nodiscard]] std::vector<std::uint32_t> ranksOf(std::size_t nodes, const Edges& acyclic);

} // namespace remit::authority::layout
