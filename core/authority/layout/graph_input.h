// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/graph.h"
#include "core/authority/layout/layout.h"

#include <string>

namespace remit::authority::layout {

/// A node is a sign of this width and height (a tool's is smaller) with its label below.
inline constexpr double kSign = 28;
inline constexpr double kToolSign = 20;
inline constexpr double kLabelHeight = 16;

[[nodiscard]] constexpr double signOf(NodeKind kind)
{
    return kind == NodeKind::Tool ? kToolSign : kSign;
}

/// The label as a drawing shows it: at most 22 characters, the rest as "…".
[[nodiscard]] std::string shortLabel(const std::string& label);

/// The nodes with the room that their signs and labels take, the edges as they point.
[[nodiscard]] Input inputOf(const Graph& graph);

/// The line width of a delegation: the size of its scope, from 1 to 5. `largest`: of the graph.
[[nodiscard]] double lineWidth(const Edge& edge, std::size_t largest);
[[nodiscard]] std::size_t largestScope(const Graph& graph);

} // namespace remit::authority::layout
