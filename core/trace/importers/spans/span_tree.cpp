// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/spans/span_tree.h"

#include <algorithm>
#include <numeric>
#include <type_traits>
#include <utility>

namespace remit::trace {

namespace {

/// Steps up a trace; hostile ones go in circles.
constexpr int kClimb = 256;

/// Gives the span what it lacks from another record of it: exporters send some twice, and some
/// once at the beginning and once at the end.
void complete(Span& span, Span&& other)
{
    const auto give = [](auto& to, auto& from) {
        if (to == std::remove_reference_t<decltype(to)>())
            to = std::move(from);
    };
    give(span.parent, other.parent);
    give(span.start, other.start);
    give(span.end, other.end);
    give(span.callId, other.callId);
    give(span.arguments, other.arguments);
    give(span.result, other.result);
    give(span.agent, other.agent);
    give(span.session, other.session);
    give(span.user, other.user);
    span.ok = span.ok && other.ok;
    if (span.before.empty())
        span.before = std::move(other.before);
    if (span.after.empty())
        span.after = std::move(other.after);
}

} // namespace

SpanTree::SpanTree(std::vector<Span> spans) : m_spans(std::move(spans))
{
    mergeRepeated();
    findParents();
    order();
    mergeCalls();
    m_actors.resize(m_spans.size(), kNone);
    m_acts.resize(m_spans.size(), false);
    for (std::size_t i = 0; i < m_spans.size(); ++i) {
        m_actors[i] = findActor(i);
        const Span::Kind kind = m_spans[i].kind;
        const bool does = kind == Span::Kind::Tool || kind == Span::Kind::Model;
        if (m_actors[i] != kNone && (does || kind == Span::Kind::Agent))
            m_acts[m_actors[i]] = true;
    }
}

void SpanTree::mergeRepeated()
{
    std::unordered_map<std::string, std::size_t> byId;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_spans.size(); ++i) {
        // Logged events have no id of their own.
        const auto [found, isNew] =
            m_spans[i].id.empty() ? std::pair(byId.end(), true) : byId.emplace(m_spans[i].id, kept);
        if (!isNew && m_spans[found->second].kind == m_spans[i].kind) {
            complete(m_spans[found->second], std::move(m_spans[i]));
            continue;
        }
        if (kept != i)
            m_spans[kept] = std::move(m_spans[i]);
        ++kept;
    }
    m_spans.resize(kept);
}

void SpanTree::findParents()
{
    std::unordered_map<std::string, std::size_t> byId;
    for (std::size_t i = 0; i < m_spans.size(); ++i) {
        if (!m_spans[i].id.empty())
            byId.emplace(m_spans[i].id, i);
    }
    m_parents.assign(m_spans.size(), kNone);
    for (std::size_t i = 0; i < m_spans.size(); ++i) {
        const auto found = byId.find(m_spans[i].parent);
        if (found != byId.end() && found->second != i)
            m_parents[i] = found->second;
    }
}

void SpanTree::order()
{
    m_timed = std::all_of(m_spans.begin(), m_spans.end(),
                          [](const Span& span) { return span.start.has_value(); });
    if (!m_timed)
        return;
    std::vector<int> depths(m_spans.size(), 0); // a parent begins before its children
    for (std::size_t i = 0; i < m_spans.size(); ++i) {
        for (std::size_t at = m_parents[i]; at != kNone && depths[i] < kClimb; at = m_parents[at])
            ++depths[i];
    }
    std::vector<std::size_t> order(m_spans.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (*m_spans[a].start != *m_spans[b].start)
            return *m_spans[a].start < *m_spans[b].start;
        return depths[a] < depths[b];
    });
    std::vector<std::size_t> places(order.size());
    std::vector<Span> spans;
    spans.reserve(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        places[order[i]] = i;
        spans.push_back(std::move(m_spans[order[i]]));
    }
    std::vector<std::size_t> parents(order.size(), kNone);
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (m_parents[order[i]] != kNone)
            parents[i] = places[m_parents[order[i]]];
    }
    m_spans = std::move(spans);
    m_parents = std::move(parents);
}

void SpanTree::mergeCalls()
{
    std::vector<std::size_t> merged;
    for (std::size_t i = m_spans.size(); i-- > 0;) {
        const std::size_t above = m_spans[i].kind == Span::Kind::Tool ? sameCallAbove(i) : kNone;
        if (above == kNone)
            continue;
        Span& upper = m_spans[above];
        Span& lower = m_spans[i];
        if (!upper.arguments)
            upper.arguments = std::move(lower.arguments);
        if (!upper.result)
            upper.result = std::move(lower.result);
        if (upper.server.empty())
            upper.server = std::move(lower.server);
        if (upper.callId.empty())
            upper.callId = std::move(lower.callId);
        upper.ok = upper.ok && lower.ok;
        merged.push_back(i);
    }
    for (const std::size_t i : merged)
        m_spans[i].kind = Span::Kind::Other;
}

std::size_t SpanTree::findActor(std::size_t span) const
{
    if (m_spans[span].kind == Span::Kind::Agent)
        return span;
    std::size_t step = kNone;
    int climbed = 0;
    for (std::size_t at = m_parents[span]; at != kNone && climbed < kClimb;
         at = m_parents[at], ++climbed) {
        const Span& above = m_spans[at];
        if (above.kind == Span::Kind::Agent)
            return at;
        const bool isOwnNode = !above.node.empty() && above.node == m_spans[span].node;
        if (above.kind == Span::Kind::Chain && !isOwnNode && step == kNone)
            step = at;
    }
    return step;
}

std::size_t SpanTree::actorAbove(std::size_t span) const
{
    int climbed = 0;
    for (std::size_t at = m_parents[span]; at != kNone && climbed < kClimb;
         at = m_parents[at], ++climbed) {
        if (m_acts[at])
            return at;
    }
    return kNone;
}

const std::string& SpanTree::agent(std::size_t span) const
{
    if (m_actors[span] != kNone)
        return m_spans[m_actors[span]].name;
    int climbed = 0;
    for (std::size_t at = span; at != kNone && climbed < kClimb; at = m_parents[at], ++climbed) {
        if (!m_spans[at].agent.empty())
            return m_spans[at].agent;
    }
    return m_spans[span].service;
}

std::string SpanTree::firstAgent() const
{
    for (std::size_t i = 0; i < m_spans.size(); ++i) {
        if (m_acts[i])
            return m_spans[i].name;
    }
    for (std::size_t i = 0; i < m_spans.size(); ++i) {
        if (!agent(i).empty())
            return agent(i);
    }
    return {};
}

std::size_t SpanTree::sameCallAbove(std::size_t span) const
{
    int climbed = 0;
    for (std::size_t at = m_parents[span]; at != kNone && climbed < kClimb;
         at = m_parents[at], ++climbed) {
        const Span& above = m_spans[at];
        if (above.kind == Span::Kind::Agent || above.kind == Span::Kind::Model)
            return kNone;
        if (above.kind == Span::Kind::Tool)
            return above.name == m_spans[span].name ? at : kNone;
    }
    return kNone;
}

} // namespace remit::trace
