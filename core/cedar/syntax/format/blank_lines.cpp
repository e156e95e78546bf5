// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/format/blank_lines.h"

#include "core/base/text.h"

#include <algorithm>

namespace remit::cedar {
namespace {

bool isBlank(std::string_view text)
{
    return trimmed(text).empty();
}

/// Appends text without strings and comments. The first line may continue one, and the last one
/// may be continued: their spaces stay.
void appendWithoutBlankLines(std::string& result, std::string_view text)
{
    if (text.substr(0, 1) == "\n")
        result += '\n';
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line =
            text.substr(0, end == std::string_view::npos ? text.size() : end + 1);
        if (end == std::string_view::npos || !isBlank(line))
            result += line;
        text.remove_prefix(line.size());
    }
}

std::size_t endOfString(std::string_view text, std::size_t begin)
{
    std::size_t at = begin + 1;
    while (at < text.size() && text[at] != '"')
        at += text[at] == '\\' ? 2 : 1;
    return std::min(at + 1, text.size());
}

} // namespace

std::string withoutBlankLines(std::string_view text)
{
    std::string result;
    std::size_t plain = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const bool string = text[at] == '"';
        if (!string && text.substr(at, 2) != "//") {
            ++at;
            continue;
        }
        appendWithoutBlankLines(result, text.substr(plain, at - plain));
        plain =
            string ? endOfString(text, at) : std::min(text.find_first_of("\r\n", at), text.size());
        result += text.substr(at, plain - at);
        at = plain;
    }
    appendWithoutBlankLines(result, text.substr(plain));
    return std::string(trimmed(result));
}

} // namespace remit::cedar
