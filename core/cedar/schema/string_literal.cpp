// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/string_literal.h"

#include "core/base/text.h"

#include <optional>

namespace remit::cedar {
namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// `HH` after `\x`: at most 7F.
std::optional<char32_t> hexEscape(std::string_view literal, std::size_t& at)
{
    if (at + 2 > literal.size())
        return std::nullopt;
    const int high = hexDigit(literal[at]);
    const int low = hexDigit(literal[at + 1]);
    at += 2;
    if (high < 0 || high > 7 || low < 0)
        return std::nullopt;
    return static_cast<char32_t>(high * 16 + low);
}

/// `{…}` after `\u`: one to six hex digits, with underscores after the first.
std::optional<char32_t> unicodeEscape(std::string_view literal, std::size_t& at)
{
    const std::size_t end = literal.find('}', at);
    if (at >= literal.size() || literal[at] != '{' || end == std::string_view::npos)
        return std::nullopt;
    const std::string_view digits = literal.substr(at + 1, end - at - 1);
    at = end + 1;
    char32_t value = 0;
    int count = 0;
    for (const char c : digits) {
        if (c == '_' && count > 0)
            continue;
        const int digit = hexDigit(c);
        if (digit < 0 || ++count > 6)
            return std::nullopt;
        value = value * 16 + static_cast<char32_t>(digit);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (count == 0 || surrogate || value > 0x10FFFF)
        return std::nullopt;
    return value;
}

std::optional<char32_t> simpleEscape(char c)
{
    switch (c) {
    case 'n':
        return U'\n';
    case 'r':
        return U'\r';
    case 't':
        return U'\t';
    case '0':
        return U'\0';
    case '"':
    case '\'':
    case '\\':
        return static_cast<char32_t>(c);
    default:
        return std::nullopt;
    }
}

} // namespace

tl::expected<std::string, std::string> unescaped(std::string_view literal)
{
    std::string result;
    result.reserve(literal.size());
    std::size_t at = 0;
    while (at < literal.size()) {
        const char c = literal[at];
        if (c == '\r')
            return tl::unexpected<std::string>("a string holds a bare carriage return");
        if (c != '\\') {
            result += c;
            ++at;
            continue;
        }
        const std::size_t begin = at++;
        const char kind = at < literal.size() ? literal[at++] : '\0';
        const auto codePoint = kind == 'x'   ? hexEscape(literal, at)
                               : kind == 'u' ? unicodeEscape(literal, at)
                                             : simpleEscape(kind);
        if (!codePoint)
            return tl::unexpected<std::string>("`" + shown(literal.substr(begin, at - begin)) +
                                               "` is no escape sequence");
        appendUtf8(result, *codePoint);
    }
    return result;
}

} // namespace remit::cedar
