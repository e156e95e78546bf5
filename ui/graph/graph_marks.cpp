// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graph_marks.h"

namespace remit::ui {
namespace {

std::vector<bool> reached(const authority::Graph& graph, authority::NodeIndex start, bool forwards)
{
    const auto lists = forwards ? graph.outgoing() : graph.incoming();
    std::vector<bool> seen(graph.nodes.size());
    std::vector<authority::NodeIndex> open{start};
    seen[start] = true;
    while (!open.empty()) {
        const authority::NodeIndex node = open.back();
        open.pop_back();
        for (const authority::EdgeIndex e : lists[node]) {
            const authority::NodeIndex next = forwards ? graph.edges[e].to : graph.edges[e].from;
            if (!seen[next]) {
                seen[next] = true;
                open.push_back(next);
            }
        }
    }
    return seen;
}

} // namespace

GraphMarks waysBetween(const authority::Graph& graph, authority::NodeIndex from,
                       authority::NodeIndex to)
{
    const std::vector<bool> after = reached(graph, from, true);
    const std::vector<bool> before = reached(graph, to, false);
    GraphMarks marks;
    marks.brightNodes.resize(graph.nodes.size());
    marks.dimNodes.resize(graph.nodes.size());
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        marks.brightNodes[i] = after[to] && after[i] && before[i];
        marks.dimNodes[i] = !marks.brightNodes[i] && i != from && i != to;
    }
    marks.brightEdges.resize(graph.edges.size());
    marks.dimEdges.resize(graph.edges.size());
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
        marks.brightEdges[i] =
            marks.brightNodes[graph.edges[i].from] && marks.brightNodes[graph.edges[i].to];
        marks.dimEdges[i] = !marks.brightEdges[i];
    }
    return marks;
}

} // namespace remit::ui
