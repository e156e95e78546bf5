// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/highlight.h"

#include <algorithm>

namespace remit::ui {
namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '+' || c == '.';
}

/// Past the string that begins at `at`; it ends with its line at the latest.
std::size_t stringEnd(std::string_view text, std::size_t at)
{
    for (++at; at < text.size() && text[at] != '\n' && text[at] != '\r'; ++at) {
        if (text[at] == '"')
            return at + 1;
        if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] != '\n')
            ++at;
    }
    return std::min(at, text.size());
}

bool isKey(std::string_view text, std::size_t end)
{
    while (end < text.size() && isSpace(text[end]))
        ++end;
    return end < text.size() && text[end] == ':';
}

TextStyle styleOfWord(std::string_view word)
{
    if (word == "true" || word == "false" || word == "null")
        return TextStyle::Literal;
    const char first = word.front();
    return first == '-' || (first >= '0' && first <= '9') ? TextStyle::Number : TextStyle::Wrong;
}

StyledToken tokenAt(std::string_view text, std::size_t at)
{
    const auto token = [at](std::size_t end, TextStyle style, Nesting nesting = Nesting::None) {
        return StyledToken{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), style,
                           nesting};
    };
    const char c = text[at];
    if (c == '"') {
        const std::size_t end = stringEnd(text, at);
        const bool closed = end > at + 1 && text[end - 1] == '"';
        if (!closed)
            return token(end, TextStyle::Wrong);
        return token(end, isKey(text, end) ? TextStyle::Key : TextStyle::String);
    }
    if (c == '{' || c == '[')
        return token(at + 1, TextStyle::Operator, Nesting::Opens);
    if (c == '}' || c == ']')
        return token(at + 1, TextStyle::Operator, Nesting::Closes);
    if (c == ',' || c == ':')
        return token(at + 1, TextStyle::Operator);
    std::size_t end = at;
    while (end < text.size() && isWordByte(text[end]))
        ++end;
    if (end > at)
        return token(end, styleOfWord(text.substr(at, end - at)));
    return token(at + 1, TextStyle::Wrong);
}

} // namespace

Highlighting highlightJson(std::string_view text)
{
    Highlighting result;
    for (std::size_t at = 0; at < text.size();) {
        if (isSpace(text[at])) {
            ++at;
            continue;
        }
        result.tokens.push_back(tokenAt(text, at));
        at = result.tokens.back().end;
    }
    return result;
}

} // namespace remit::ui
