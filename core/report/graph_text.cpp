// SPDX-License-Identifier: Apache-2.0
#include "core/authority/layout/graph_input.h"
#include "core/base/text.h"
#include "core/report/graph_writers.h"

#include <fmt/format.h>

namespace remit::report {
namespace {

using authority::Edge;
using authority::EdgeKind;
using authority::EdgeState;
using authority::Graph;
using authority::Node;
using authority::NodeKind;

/// A quoted DOT id: only `"` and `\` are special.
std::string dotQuoted(std::string_view text)
{
    std::string result = "\"";
    for (const char c : shown(text)) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result + '"';
}

std::string_view shapeOf(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Human:
        return "shape=box, style=rounded";
    case NodeKind::ServiceAccount:
        return "shape=hexagon";
    case NodeKind::Agent:
        return "shape=circle";
    case NodeKind::Group:
        return "shape=folder";
    case NodeKind::Tool:
        return "shape=square";
    case NodeKind::Data:
        return "shape=cylinder";
    }
    return "shape=box";
}

std::string_view dashOf(const Edge& edge)
{
    if (edge.kind == EdgeKind::Membership || edge.state == EdgeState::NotYet)
        return "dotted";
    return edge.state == EdgeState::Active ? "solid" : "dashed";
}

std::string dotEdge(const Edge& edge, std::size_t largest)
{
    std::string label;
    if (edge.kind == EdgeKind::Delegation)
        label = edge.amplifies() ? fmt::format("{} (amplifies +{})", edge.grant, edge.added)
                                 : edge.grant;
    return fmt::format("  n{} -> n{} [label={}, style={}, penwidth={:.1f}{}];\n", edge.from,
                       edge.to, dotQuoted(label), dashOf(edge),
                       authority::layout::lineWidth(edge, largest),
                       edge.kind == EdgeKind::Delegation ? "" : ", color=gray");
}

std::string jsonEdge(const Graph& graph, const Edge& edge)
{
    std::string text =
        fmt::format(R"({{"kind":"{}","from":{},"to":{})", name(edge.kind),
                    jsonQuoted(graph.nodes[edge.from].id), jsonQuoted(graph.nodes[edge.to].id));
    if (edge.kind == EdgeKind::Delegation)
        text += fmt::format(
            R"(,"grant":{},"state":"{}","note":{},"accesses":{},"given":{},"added":{},"removed":{})",
            jsonQuoted(edge.grant), name(edge.state), jsonQuoted(edge.note), edge.accesses,
            edge.given, edge.added, edge.removed);
    return text + "}";
}

} // namespace

std::string graphDot(const Graph& graph, const std::string& title)
{
    std::string text = fmt::format("digraph {} {{\n  rankdir=LR;\n", dotQuoted(title));
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const Node& node = graph.nodes[i];
        text += fmt::format("  n{} [label={}, {}, tooltip={}];\n", i, dotQuoted(node.label),
                            shapeOf(node.kind), dotQuoted(node.id));
    }
    const std::size_t largest = authority::layout::largestScope(graph);
    for (const Edge& edge : graph.edges)
        text += dotEdge(edge, largest);
    return text + "}\n";
}

std::string graphJson(const Graph& graph)
{
    std::string nodes;
    for (const Node& node : graph.nodes)
        nodes += fmt::format(R"({}{{"id":{},"kind":"{}","label":{},"surface":{}}})",
                             nodes.empty() ? "" : ",", jsonQuoted(node.id), name(node.kind),
                             jsonQuoted(node.label), node.surface);
    std::string edges;
    for (const Edge& edge : graph.edges)
        edges += (edges.empty() ? "" : ",") + jsonEdge(graph, edge);
    return fmt::format(R"({{"time":{},"nodes":[{}],"edges":[{}]}})",
                       jsonQuoted(rfc3339(graph.time)), nodes, edges);
}

} // namespace remit::report
