// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graph_data.h"

#include "core/analysis/estate_of.h"
#include "core/authority/layout/graph_input.h"
#include "core/decision/setup.h"

#include <algorithm>
#include <vector>

namespace remit::ui {
namespace {

/// Without the grants of other tasks, and without who is then in no grant.
void keepTask(authority::Graph& graph, const authority::Registry& registry, const std::string& task)
{
    std::erase_if(graph.edges, [&](const authority::Edge& edge) {
        const authority::Grant* grant =
            edge.kind == authority::EdgeKind::Delegation ? registry.grant(edge.grant) : nullptr;
        return grant && toText(grant->task) != task;
    });
    std::vector<bool> used(graph.nodes.size());
    for (const authority::Edge& edge : graph.edges) {
        if (edge.kind == authority::EdgeKind::Delegation)
            used[edge.from] = used[edge.to] = true;
    }
    for (const authority::Edge& edge : graph.edges) {
        // What those reach stays too: principal to tool comes before tool to data.
        if (edge.kind == authority::EdgeKind::Use && used[edge.from])
            used[edge.to] = true;
    }
    for (const authority::Edge& edge : graph.edges) {
        if (edge.kind == authority::EdgeKind::Use && used[edge.from])
            used[edge.to] = true;
        if (edge.kind == authority::EdgeKind::Membership && used[edge.from])
            used[edge.to] = true;
    }
    std::vector<authority::NodeIndex> place(graph.nodes.size());
    std::vector<authority::Node> kept;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        place[i] = static_cast<authority::NodeIndex>(kept.size());
        if (used[i])
            kept.push_back(std::move(graph.nodes[i]));
    }
    std::erase_if(graph.edges,
                  [&](const authority::Edge& edge) { return !used[edge.from] || !used[edge.to]; });
    for (authority::Edge& edge : graph.edges) {
        edge.from = place[edge.from];
        edge.to = place[edge.to];
    }
    graph.nodes = std::move(kept);
}

Result<authority::layout::Layout> laidOut(const GraphData& data, const JobControl& control)
{
    authority::layout::Input input = authority::layout::inputOf(data.graph());
    if (!data.query.previous.empty()) {
        for (const authority::Node& node : data.graph().nodes) {
            const auto known = data.query.previous.find(node.id);
            input.previous.push_back(
                known == data.query.previous.end() ? std::nullopt : std::optional(known->second));
        }
    }
    return data.query.arrangement == GraphArrangement::Rings
               ? authority::layout::radial(input, {}, control)
               : authority::layout::layered(input, {}, control);
}

} // namespace

std::map<std::string, authority::layout::Point> GraphData::places() const
{
    std::map<std::string, authority::layout::Point> result;
    for (std::size_t i = 0; i < graph().nodes.size(); ++i)
        result.emplace(graph().nodes[i].id, layout.positions[i]);
    return result;
}

Result<std::shared_ptr<const GraphData>> makeGraphData(const GraphQuery& query,
                                                       const JobControl& control)
{
    auto data = std::make_shared<GraphData>();
    data->query = query;
    auto estate = analysis::estateOf(*query.setup);
    if (!estate)
        return tl::unexpected<Error>(estate.error());
    data->estate = std::move(*estate);
    data->history = std::make_shared<const authority::History>(
        *data->estate.registry, std::vector<authority::LifecycleEvent>());
    authority::Reaches reaches(data->estate);
    authority::GraphOptions options;
    options.uses = query.uses;
    options.memberships = query.memberships;
    auto graph = authority::buildGraph(reaches, *data->history, query.time, options, control);
    if (!graph)
        return tl::unexpected<Error>(graph.error());
    data->whole = std::move(*graph);
    if (!query.task.empty())
        keepTask(data->whole, *data->estate.registry, query.task);
    data->shown = authority::folded(data->whole, query.expanded);
    auto layout = laidOut(*data, control);
    if (!layout)
        return tl::unexpected<Error>(layout.error());
    data->layout = std::move(*layout);
    return data;
}

TimeRange timeRangeOf(const decision::Setup& setup)
{
    std::vector<Instant> moments;
    if (setup.registry) {
        for (const authority::Grant& grant : setup.registry->grants()) {
            moments.push_back(grant.notBefore);
            moments.push_back(grant.expiresAt);
        }
        for (const authority::Task& task : setup.registry->tasks()) {
            for (const authority::Transition& transition : task.transitions)
                moments.push_back(transition.at);
        }
    }
    if (moments.empty())
        return {};
    const auto [first, last] = std::minmax_element(moments.begin(), moments.end());
    return {*first, *last};
}

Instant usualTime(const TimeRange& range, Instant now)
{
    if (range.first <= now && now <= range.last)
        return now;
    return {range.first.milliseconds + (range.last.milliseconds - range.first.milliseconds) / 2};
}

} // namespace remit::ui
