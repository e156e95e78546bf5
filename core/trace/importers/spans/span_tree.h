// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/importers/spans/span.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace remit::trace {

/// The spans of one trace in the order in which they began, and who acts in each of them.
///
/// Who acts is the nearest agent above; else the nearest step of a program above that is not merely
/// the graph node in which the call sits; else what the span, one above it, or its resource names.
///
/// A span that is recorded twice, under one id, is one span. A call of a tool within a call of the
/// same tool is the same call, seen by a lower layer: it fills what the upper one lacks and counts
/// no more.
class SpanTree {
public:
    /// Orders by time where every span has one, else as they were recorded.
    explicit SpanTree(std::vector<Span> spans);

    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    [[nodiscard]] std::vector<Span>& spans() { return m_spans; }
    [[nodiscard]] const std::vector<Span>& spans() const { return m_spans; }
    [[nodiscard]] bool isTimed() const { return m_timed; }
    [[nodiscard]] std::size_t parent(std::size_t span) const { return m_parents[span]; }
    /// The span that acts in this one, or kNone; an agent acts in itself.
    [[nodiscard]] std::size_t actor(std::size_t span) const { return m_actors[span]; }
    /// The name of who acts in it, or "".
    [[nodiscard]] const std::string& agent(std::size_t span) const;
    /// Does it act in a tool or model call, or is it an agent?
    [[nodiscard]] bool isActor(std::size_t span) const { return m_acts[span]; }
    /// The nearest span above that acts, or kNone.
    [[nodiscard]] std::size_t actorAbove(std::size_t span) const;
    /// The outermost one that acts, or else what the first span names.
    [[nodiscard]] std::string firstAgent() const;

private:
    void mergeRepeated();
    void order();
    void findParents();
    void mergeCalls();
    [[nodiscard]] std::size_t sameCallAbove(std::size_t span) const;
    [[nodiscard]] std::size_t findActor(std::size_t span) const;

    std::vector<Span> m_spans;
    std::vector<std::size_t> m_parents;
    std::vector<std::size_t> m_actors;
    std::vector<bool> m_acts;
    bool m_timed = false;
};

} // namespace remit::trace
