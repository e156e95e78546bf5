// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/layout/layout.h"
#include "core/authority/layout/ranks.h"

#include <cstdint>
#include <vector>

/// The graph as the layered method sees it: every edge goes from one layer to the next, long ones
/// by way of joints. Private to the layouts.
namespace remit::authority::layout {

struct Layers {
    /// Nodes of the input first, then joints.
    std::vector<std::uint32_t> rank;
    std::vector<double> height;
    std::vector<std::optional<double>> previous;   ///< where it stood; joints: nothing
    std::vector<std::vector<std::uint32_t>> left;  ///< neighbours in the layer before
    std::vector<std::vector<std::uint32_t>> right; ///< … and after
    std::vector<std::vector<std::uint32_t>> order; ///< by layer, from the top
    /// By edge of the input: the joints from its left end to its right end.
    std::vector<std::vector<std::uint32_t>> joints;
    std::vector<double> y; ///< of nodes and joints; set by place()
};

/// `included`: the nodes that have edges; the others belong to no layer.
[[nodiscard]] Layers layersOf(const Input& input, const std::vector<bool>& included);

/// Puts each layer in an order with few crossings; nodes that stood somewhere keep their order.
/// False when it was stopped.
bool reduceCrossings(Layers& layers, const JobControl& job);

/// The number of pairs of edges that cross between the layers.
[[nodiscard]] std::uint64_t crossings(const Layers& layers);

/// Places on the vertical: in the order, apart by the gap, near to the neighbours' mean. False when
/// it was stopped.
bool place(Layers& layers, double gap, const JobControl& job);

} // namespace remit::authority::layout
