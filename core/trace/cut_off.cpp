// SPDX-License-Identifier: Apache-2.0
#include "core/trace/cut_off.h"

#include <algorithm>
#include <vector>

namespace remit::trace {

namespace {

/// Lists of records stand no deeper than this in any format: {resourceSpans:[{scopeSpans:[{spans:[.
constexpr std::size_t kListDepth = 8;

/// A bracket that is open, and for a list where its last complete object ends.
struct OpenBracket {
    char close = '}';
    std::size_t complete = 0; ///< 0: none yet
};

/// Past the string that begins there; the end of the text when it does not end.
std::size_t pastString(std::string_view text, std::size_t at)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    }
    return text.size();
}

/// The brackets that are open at the end; empty when the text is complete or no JSON.
std::vector<OpenBracket> openAtEnd(std::string_view text)
{
    std::vector<OpenBracket> open;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '"') {
            at = pastString(text, at);
            continue;
        }
        ++at;
        if (c == '{' || c == '[') {
            open.push_back({c == '{' ? '}' : ']', 0});
        } else if (c == '}' || c == ']') {
            if (open.empty() || open.back().close != c)
                return {};
            open.pop_back();
            if (open.empty())
                return {};
            if (c == '}' && open.back().close == ']')
                open.back().complete = at;
        }
    }
    return open;
}

} // namespace

std::optional<std::string> completePart(std::string_view text)
{
    const std::vector<OpenBracket> open = openAtEnd(text);
    const auto end = open.begin() + static_cast<std::ptrdiff_t>(std::min(open.size(), kListDepth));
    const auto list =
        std::find_if(open.begin(), end, [](const auto& bracket) { return bracket.complete > 0; });
    if (list == end)
        return std::nullopt;
    std::string part(text.substr(0, list->complete));
    for (auto bracket = std::make_reverse_iterator(list + 1); bracket != open.rend(); ++bracket)
        part += bracket->close;
    return part;
}

} // namespace remit::trace
