// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

/// Drawings of a directed graph as plain functions: nodes and edges in, places out. Deterministic;
/// lengths are in the caller's unit, y grows downwards.
namespace remit::authority::layout {

struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

struct Size {
    double width = 0;
    double height = 0;
};

struct Input {
    std::vector<Size> nodes;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges; ///< from, to
    /// Where nodes stood before; empty, or one for each node. A node that has one keeps its order
    /// among its neighbours, and nearly its place.
    std::vector<std::optional<Point>> previous;
};

struct Options {
    double layerGap = 96; ///< between columns, or between rings
    double nodeGap = 16;  ///< between nodes of a column, or along a ring
};

struct Layout {
    std::vector<Point> positions;           ///< centres, by node
    std::vector<std::vector<Point>> routes; ///< by edge: from centre to centre, two points or more
    Size size;                              ///< all of it lies within (0, 0) and this
};

/// Columns from left to right: who has no edge coming in stands left, and every edge that is not
/// part of a cycle goes to the right. (Sugiyama's method: cycles broken, ranks, crossings reduced,
/// places.) Nodes without edges stand in rows below. Error: Cancelled.
[[nodiscard]] Result<Layout> layered(const Input& input, const Options& options,
                                     const JobControl& job = {});

/// Rings around the middle: who has no edge coming in stands on the innermost. Error: Cancelled.
[[nodiscard]] Result<Layout> radial(const Input& input, const Options& options,
                                    const JobControl& job = {});

} // namespace remit::authority::layout
