// SPDX-License-Identifier: Apache-2.0
#include "core/base/json_scanner.h"

#include "core/base/limits.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace remit {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Marks the bytes of eight that are a quote, a backslash or a control character. The lowest mark
/// is right; ones above it may not be.
std::uint64_t special(std::uint64_t bytes)
{
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    constexpr std::uint64_t kHigh = 0x8080808080808080;
    const std::uint64_t quote = bytes ^ (kOnes * '"');
    const std::uint64_t backslash = bytes ^ (kOnes * '\\');
    return (((quote - kOnes) & ~quote) | ((backslash - kOnes) & ~backslash) |
            ((bytes - kOnes * 0x20) & ~bytes)) &
           kHigh;
}

/// The part before a quote, an escape or a control character.
std::string_view plainStart(std::string_view text)
{
    std::size_t at = 0;
    if constexpr (std::endian::native == std::endian::little) {
        for (std::uint64_t bytes = 0; at + sizeof bytes <= text.size(); at += sizeof bytes) {
            std::memcpy(&bytes, text.data() + at, sizeof bytes);
            if (const std::uint64_t found = special(bytes); found != 0)
                return text.substr(0, at + static_cast<std::size_t>(std::countr_zero(found)) / 8);
        }
    }
    const auto isPlain = [](char c) {
        return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
    };
    while (at < text.size() && isPlain(text[at]))
        ++at;
    return text.substr(0, at);
}

} // namespace

JsonScanner::JsonScanner(std::string_view text, std::string_view file) : m_text(text), m_file(file)
{
    if (text.size() > limits::kDocumentBytes) {
        m_text = {};
        fail("json/too-large",
             fmt::format("the document is larger than {} MiB", limits::kDocumentBytes >> 20U),
             "split it");
        return;
    }
    if (const auto invalid = firstInvalidUtf8(text)) {
        m_at = *invalid;
        fail("json/invalid-utf8",
             fmt::format("the byte 0x{:02X} is not valid UTF-8",
                         static_cast<unsigned>(static_cast<unsigned char>(text[*invalid]))),
             "save the file as UTF-8");
        m_at = text.size();
    } else if (text.starts_with("\xEF\xBB\xBF")) {
        fail("json/byte-order-mark", "the file begins with a byte order mark",
             "save it as UTF-8 without BOM");
    }
}

bool JsonScanner::fail(std::string code, std::string message, std::string help)
{
    if (!m_problem) {
        Diagnostic problem;
        problem.code = std::move(code);
        problem.message = std::move(message);
        problem.help = std::move(help);
        problem.file = m_file;
        std::size_t end = m_at;
        if (end < m_text.size() && !firstInvalidUtf8(m_text.substr(end, 4)))
            nextCodePoint(m_text, end);
        else if (end < m_text.size())
            ++end;
        problem.span = {static_cast<std::uint32_t>(m_at), static_cast<std::uint32_t>(end)};
        m_problem = std::move(problem);
    }
    return false;
}

std::optional<Diagnostic> JsonScanner::takeProblem()
{
    return std::exchange(m_problem, std::nullopt);
}

bool JsonScanner::unexpected(std::string_view wanted)
{
    if (atEnd())
        return fail("json/unexpected-end",
                    fmt::format("the text ends where {} was expected", wanted),
                    "the file seems cut off; fetch or save it again");
    std::size_t end = m_at;
    nextCodePoint(m_text, end);
    const std::string found = shown(m_text.substr(m_at, end - m_at));
    std::string help;
    if (peek() == '\'')
        help = "JSON strings stand in double quotes";
    else if (peek() == '/')
        help = "JSON has no comments";
    else if (peek() == ']' || peek() == '}')
        help = "remove the comma before it";
    else if (m_text.substr(m_at).starts_with("NaN") || m_text.substr(m_at).starts_with("Infinity"))
        help = "JSON has no NaN or Infinity";
    return fail("json/unexpected-character",
                fmt::format("found `{}` where {} was expected", found, wanted), std::move(help));
}

bool JsonScanner::word(std::string_view wanted)
{
    if (m_problem)
        return false;
    if (!m_text.substr(m_at).starts_with(wanted))
        return unexpected("a value");
    m_at += wanted.size();
    return true;
}

bool JsonScanner::comma(char closing)
{
    if (m_problem)
        return false;
    if (take(','))
        return true;
    return unexpected(fmt::format("`,` or `{}`", closing));
}

bool JsonScanner::digits()
{
    if (!isDigit(peek()))
        return unexpected("a digit");
    while (isDigit(peek()))
        ++m_at;
    return true;
}

bool JsonScanner::number(std::string& out)
{
    if (m_problem)
        return false;
    const std::size_t begin = m_at;
    if (peek() != '-' && !isDigit(peek()))
        return unexpected("a value");
    take('-');
    if (peek() == '0') {
        ++m_at;
        if (isDigit(peek()))
            return fail("json/leading-zero", "a number must not begin with a zero",
                        "remove the leading zero, or quote it if it is an identifier");
    } else if (!digits()) {
        return false;
    }
    if (take('.') && !digits())
        return false;
    if (peek() == 'e' || peek() == 'E') {
        ++m_at;
        if (!take('+'))
            take('-');
        if (!digits())
            return false;
    }
    out.assign(m_text.substr(begin, m_at - begin));
    return true;
}

bool JsonScanner::string(std::string& out)
{
    if (m_problem)
        return false;
    ++m_at; // the quote
    for (;;) {
        const std::string_view plain = plainStart(m_text.substr(m_at));
        out.append(plain);
        m_at += plain.size();
        if (atEnd())
            return unexpected("the closing quote of a string");
        if (take('"'))
            return true;
        if (!take('\\'))
            return fail("json/control-character", "a string holds a raw control character",
                        "write it as an escape such as \\n or \\u001f");
        if (!escape(out))
            return false;
    }
}

bool JsonScanner::escape(std::string& out)
{
    const char kind = peek();
    switch (kind) {
    case '"':
    case '\\':
    case '/':
        out += kind;
        break;
    case 'b':
        out += '\b';
        break;
    case 'f':
        out += '\f';
        break;
    case 'n':
        out += '\n';
        break;
    case 'r':
        out += '\r';
        break;
    case 't':
        out += '\t';
        break;
    case 'u':
        ++m_at;
        return unicodeEscape(out);
    default:
        if (atEnd())
            return unexpected("an escape");
        return fail("json/bad-escape", "no such escape in JSON",
                    R"(use \" \\ \/ \b \f \n \r \t or \uXXXX)");
    }
    ++m_at;
    return true;
}

std::optional<std::uint32_t> JsonScanner::hex4()
{
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i, ++m_at) {
        const char c = peek();
        const int digit = isDigit(c)             ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0) {
            fail("json/bad-escape", R"(\u needs four hexadecimal digits)", "");
            return std::nullopt;
        }
        value = value * 16 + static_cast<std::uint32_t>(digit);
    }
    return value;
}

bool JsonScanner::unicodeEscape(std::string& out)
{
    const auto unit = hex4();
    if (!unit)
        return false;
    char32_t codePoint = *unit;
    const bool high = *unit >= 0xD800 && *unit < 0xDC00;
    if (high && m_text.substr(m_at).starts_with("\\u")) {
        m_at += 2;
        const auto low = hex4();
        if (!low)
            return false;
        if (*low < 0xDC00 || *low > 0xDFFF)
            return fail("json/lone-surrogate", "half of a surrogate pair stands alone", "");
        codePoint = 0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00);
    } else if (*unit >= 0xD800 && *unit <= 0xDFFF) {
        return fail("json/lone-surrogate", "half of a surrogate pair stands alone",
                    "write the character itself, or both halves");
    }
    appendUtf8(out, codePoint);
    return true;
}

} // namespace remit
