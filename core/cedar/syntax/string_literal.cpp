// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/string_literal.h"

#include "core/base/text.h"

#include <optional>

namespace remit::cedar {
namespace {

std::optional<unsigned> hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f')
        return static_cast<unsigned>(c - 'a') + 10U;
    if (c >= 'A' && c <= 'F')
        return static_cast<unsigned>(c - 'A') + 10U;
    return std::nullopt;
}

/// Reads what stands between the quotes, one code point at a time.
class LiteralReader {
public:
    LiteralReader(std::string_view literal, std::uint32_t offset, bool pattern,
                  ProblemLog& problems)
        : m_text(literal.substr(1, literal.size() - 2))
        , m_offset(offset + 1)
        , m_pattern(pattern)
        , m_problems(problems)
    {}

    [[nodiscard]] bool more() const { return m_at < m_text.size(); }
    /// Nothing after a bad escape, which is reported.
    std::optional<PatternElement> next();

private:
    std::optional<char32_t> escape();
    std::optional<char32_t> hexEscape();
    std::optional<char32_t> unicodeEscape();
    std::optional<char32_t> bad(std::string message, std::string help);

    std::string_view m_text;
    std::uint32_t m_offset;
    bool m_pattern;
    ProblemLog& m_problems;
    std::size_t m_at = 0;
    std::size_t m_begin = 0;
};

std::optional<char32_t> LiteralReader::bad(std::string message, std::string help)
{
    const auto begin = m_offset + static_cast<std::uint32_t>(m_begin);
    const auto end = m_offset + static_cast<std::uint32_t>(m_at);
    Diagnostic& problem = m_problems.report("parse/invalid-escape", {begin, end},
                                            std::move(message), std::move(help));
    if (m_text[m_begin] == '\\')
        m_problems.offer(problem, "Write a backslash: `\\\\`", {begin, begin}, "\\");
    return std::nullopt;
}

std::optional<char32_t> LiteralReader::hexEscape()
{
    unsigned value = 0;
    for (int i = 0; i < 2; ++i) {
        const auto digit = more() ? hexDigit(m_text[m_at]) : std::nullopt;
        if (!digit)
            return bad("`\\x` needs two hexadecimal digits", "for example `\\x41`");
        value = value * 16 + *digit;
        ++m_at;
    }
    if (value > 0x7F)
        return bad("`\\x` goes up to `\\x7F` only", "write `\\u{…}`");
    return value;
}

std::optional<char32_t> LiteralReader::unicodeEscape()
{
    static constexpr std::string_view kHelp = "write `\\u{…}` with one to six hexadecimal digits";
    if (!more() || m_text[m_at] != '{')
        return bad("`\\u` needs a code point in braces", std::string(kHelp));
    ++m_at;
    char32_t value = 0;
    int digits = 0;
    for (; more() && m_text[m_at] != '}'; ++m_at) {
        if (m_text[m_at] == '_' && digits > 0)
            continue;
        const auto digit = hexDigit(m_text[m_at]);
        if (!digit || ++digits > 6)
            return bad("`\\u{…}` holds something else than one to six hexadecimal digits",
                       std::string(kHelp));
        value = value * 16 + *digit;
    }
    if (!more())
        return bad("`\\u{` is not closed", std::string(kHelp));
    ++m_at;
    if (digits == 0)
        return bad("`\\u{}` names no code point", std::string(kHelp));
    if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return bad("`\\u{…}` is no Unicode scalar value",
                   "surrogates and values over 10FFFF are none");
    return value;
}

std::optional<char32_t> LiteralReader::escape()
{
    const char32_t c = nextCodePoint(m_text, m_at);
    switch (c) {
    case '"':
    case '\'':
    case '\\':
        return c;
    case 'n':
        return U'\n';
    case 'r':
        return U'\r';
    case 't':
        return U'\t';
    case '0':
        return U'\0';
    case 'x':
        return hexEscape();
    case 'u':
        return unicodeEscape();
    default:
        if (c == '*' && m_pattern)
            return c;
        return bad("`" + shown(m_text.substr(m_begin, m_at - m_begin)) + "` is no escape",
                   c == '*' ? "`\\*` may stand in the pattern of a `like` only"
                            : "the escapes are \\\" \\' \\\\ \\n \\r \\t \\0 \\x41 \\u{1F600}");
    }
}

std::optional<PatternElement> LiteralReader::next()
{
    m_begin = m_at;
    const char32_t c = nextCodePoint(m_text, m_at);
    if (c == '\\') {
        if (!more() || m_text[m_at] == '\n' || m_text[m_at] == '\r')
            return std::nullopt; // reported by the lexer
        const auto read = escape();
        return read ? std::optional(PatternElement{false, *read}) : std::nullopt;
    }
    if (c == '\r') {
        bad("a string holds a bare carriage return", "write `\\r`, or save with LF line ends");
        return std::nullopt;
    }
    if (m_pattern && c == '*')
        return PatternElement{true, 0};
    return PatternElement{false, c};
}

} // namespace

std::string readStringLiteral(std::string_view literal, std::uint32_t offset, ProblemLog& problems)
{
    const std::string_view inner = literal.substr(1, literal.size() - 2);
    if (inner.find_first_of("\\\r") == std::string_view::npos)
        return std::string(inner);
    std::string result;
    LiteralReader reader(literal, offset, false, problems);
    while (reader.more()) {
        if (const auto element = reader.next())
            appendUtf8(result, element->codePoint);
    }
    return result;
}

Pattern readPatternLiteral(std::string_view literal, std::uint32_t offset, ProblemLog& problems)
{
    Pattern result;
    LiteralReader reader(literal, offset, true, problems);
    while (reader.more()) {
        if (const auto element = reader.next())
            result.push_back(*element);
    }
    return result;
}

std::string patternText(const Pattern& pattern)
{
    std::string result = "\"";
    for (const PatternElement& element : pattern) {
        if (element.wildcard) {
            result += '*';
        } else if (element.codePoint == '*') {
            result += "\\*";
        } else {
            std::string one;
            appendUtf8(one, element.codePoint);
            const std::string quoted = cedarQuoted(one);
            result.append(quoted, 1, quoted.size() - 2);
        }
    }
    return result + '"';
}

} // namespace remit::cedar
