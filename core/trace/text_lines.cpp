// SPDX-License-Identifier: Apache-2.0
#include "core/trace/text_lines.h"

#include "core/base/text.h"

namespace remit::trace {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Does the line begin with a date, perhaps in brackets, and go on with more than it?
bool beginsWithTime(std::string_view line)
{
    if (line.starts_with('['))
        line.remove_prefix(1);
    constexpr std::string_view kDate = "0000-00-00";
    if (line.size() <= kDate.size())
        return false;
    for (std::size_t i = 0; i < kDate.size(); ++i) {
        if (kDate[i] == '0' ? !isDigit(line[i]) : line[i] != kDate[i])
            return false;
    }
    return line[kDate.size()] == 'T' || line[kDate.size()] == ' ';
}

} // namespace

std::string_view eventData(std::string_view line)
{
    constexpr std::string_view kData = "data:";
    if (line.starts_with('{'))
        return line; // logged without the name of the field
    if (!line.starts_with(kData))
        return {};
    const std::string_view data = trimmed(line.substr(kData.size()));
    return data == "[DONE]" ? std::string_view() : data;
}

std::string_view objectInLine(std::string_view line)
{
    std::size_t begin = line.find('{');
    while (begin != std::string_view::npos) {
        const std::string_view after = trimmed(line.substr(begin + 1, 8));
        if (after.starts_with('"') || after.starts_with('}'))
            break;
        begin = line.find('{', begin + 1);
    }
    if (begin == std::string_view::npos)
        return {};
    int depth = 0;
    bool inString = false;
    for (std::size_t at = begin; at < line.size(); ++at) {
        const char c = line[at];
        if (inString) {
            if (c == '\\')
                ++at;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return line.substr(begin, at + 1 - begin);
        }
    }
    return line.substr(begin);
}

std::optional<Layout> layoutOfText(std::string_view start)
{
    bool isEvents = true;
    bool hasData = false;
    std::size_t lines = 0;
    std::size_t timed = 0;
    std::size_t objects = 0;
    for (; !start.empty() && lines < 64; ++lines) {
        const std::size_t feed = start.find('\n');
        const std::string_view line = trimmed(start.substr(0, feed));
        start.remove_prefix(feed == std::string_view::npos ? start.size() : feed + 1);
        if (line.empty())
            continue;
        const bool isField = line.starts_with("event:") || line.starts_with("id:") ||
                             line.starts_with("retry:") || line.starts_with(':');
        isEvents = isEvents && (isField || line.starts_with("data:"));
        hasData = hasData || line.starts_with("data:");
        timed += beginsWithTime(line) ? 1 : 0;
        objects += beginsWithTime(line) && !objectInLine(line).empty() ? 1 : 0;
    }
    if (isEvents && hasData)
        return Layout::Events;
    return objects > 0 && timed * 2 >= lines ? std::optional(Layout::Log) : std::nullopt;
}

} // namespace remit::trace
