// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completion/snippet_stops.h"

#include <algorithm>

namespace remit::ui {

SnippetStops::SnippetStops(const assist::Snippet& snippet, std::uint32_t at)
{
    for (assist::Snippet::Stop stop : snippet.stops) {
        for (Span& span : stop.spans)
            span = {span.begin + at, span.end + at};
        if (!stop.spans.empty())
            m_stops.push_back(std::move(stop));
    }
    if (m_stops.size() <= 1)
        m_stops.clear(); // only the end: the caret stands there already
}

bool SnippetStops::isAt(std::uint32_t byte) const
{
    return isActive() && current().begin <= byte && byte <= current().end;
}

void SnippetStops::edited(const std::vector<TextEdit>& edits)
{
    std::vector<TextEdit> fromBehind = edits;
    std::sort(fromBehind.begin(), fromBehind.end(),
              [](const TextEdit& a, const TextEdit& b) { return a.range.begin > b.range.begin; });
    for (const TextEdit& edit : fromBehind)
        edited(edit);
}

void SnippetStops::edited(const TextEdit& edit)
{
    const auto [begin, end] = edit.range;
    const auto grown = static_cast<std::uint32_t>(edit.text.size());
    const std::size_t active = m_current;
    for (std::size_t i = 0; i < m_stops.size(); ++i) {
        for (std::size_t j = 0; j < m_stops[i].spans.size(); ++j) {
            Span& span = m_stops[i].spans[j];
            const bool typedIn = i == active && j == 0;
            const bool within = span.begin <= begin && end <= span.end;
            // At a bound between two places the one that is filled in takes the text.
            if (within && (typedIn || (span.begin < begin && end < span.end))) {
                span.end = span.end - (end - begin) + grown;
            } else if (end <= span.begin) {
                span = {span.begin - (end - begin) + grown, span.end - (end - begin) + grown};
            } else if (begin < span.end && !(begin == end && begin == span.begin)) {
                return this->end();
            }
        }
    }
}

std::vector<TextEdit> SnippetStops::copies(std::string_view text) const
{
    std::vector<TextEdit> edits;
    if (!isActive())
        return edits;
    const std::vector<Span>& spans = m_stops[m_current].spans;
    const std::string_view filled = text.substr(spans.front().begin, spans.front().size());
    for (std::size_t i = 1; i < spans.size(); ++i) {
        if (text.substr(spans[i].begin, spans[i].size()) != filled)
            edits.push_back({spans[i], std::string(filled)});
    }
    return edits;
}

void SnippetStops::step(bool forward)
{
    if (forward)
        ++m_current;
    else if (m_current > 0)
        --m_current;
}

} // namespace remit::ui
