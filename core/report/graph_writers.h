// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/graph.h"
#include "core/authority/layout/layout.h"

#include <string>
#include <vector>

/// The delegation graph for other programs and for paper. The studio exports by the same functions
/// as the command line.
namespace remit::report {

struct GraphPicture {
    const authority::Graph& graph;
    const authority::layout::Layout& layout;
    std::string title;
    /// Nodes drawn faintly: what a search or a filter leaves out. Empty, or one for each node.
    std::vector<bool> dimmed;
    bool dark = false;
};

/// A standalone SVG 1.1 document; text stays text. Signs and colours are those of every view:
/// shapes for kinds, width for the size of a scope, dashes for time, a wedge where it amplifies.
[[nodiscard]] std::string graphSvg(const GraphPicture& picture);

/// For Graphviz.
[[nodiscard]] std::string graphDot(const authority::Graph& graph, const std::string& title);

/// `{"time","nodes":[{"id","kind","label","surface"}],"edges":[{"kind","from","to","state"…}]}`:
/// `from` and `to` are ids of nodes.
[[nodiscard]] std::string graphJson(const authority::Graph& graph);

} // namespace remit::report
