// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/snippet.h"
#include "core/base/edit.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace remit::ui {

/// The places of an inserted snippet that are still to be filled in, kept right while the text
/// changes. Knows no editor.
class SnippetStops {
public:
    SnippetStops() = default;
    /// The snippet stands at the byte. Nothing to fill in: it is over at once.
    SnippetStops(const assist::Snippet& snippet, std::uint32_t at);

    [[nodiscard]] bool isActive() const { return m_current < m_stops.size(); }
    /// The place that is being filled in. Only while active.
    [[nodiscard]] Span current() const { return m_stops[m_current].spans.front(); }
    /// Whether the byte still is at the place that is being filled in.
    [[nodiscard]] bool isAt(std::uint32_t byte) const;

    /// The text was changed; an edit that reaches over the bounds of a place ends it all.
    void edited(const std::vector<TextEdit>& edits);
    void edited(const TextEdit& edit);
    /// What the other places of the same number have to become, since this one was filled in.
    [[nodiscard]] std::vector<TextEdit> copies(std::string_view text) const;
    /// To the next place, or the one before; past the last it is over. Before the first it stays.
    void step(bool forward);
    /// The place where the caret ends, in which nothing is filled in.
    [[nodiscard]] bool isLast() const { return m_current + 1 == m_stops.size(); }
    void end() { m_stops.clear(); }

private:

    std::vector<assist::Snippet::Stop> m_stops;
    std::size_t m_current = 0;
};

} // namespace remit::ui
