// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/lexer.h"

#include "core/base/limits.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>

namespace remit::cedar {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr bool startsWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Unicode's White_Space beyond ASCII, which Cedar skips between tokens.
constexpr bool isWideSpace(char32_t c)
{
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

constexpr bool isNarrowSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct Operator {
    TokenKind kind = TokenKind::Unknown; ///< Unknown: there is none
    std::uint8_t length = 1;
};

/// What the first character says alone, and what it becomes with the second.
struct OperatorEntry {
    char first = 0;
    TokenKind alone = TokenKind::Unknown;
    char second = 0;
    TokenKind both = TokenKind::Unknown;
};

constexpr std::array kOperators{
    OperatorEntry{'(', TokenKind::OpenParen},
    OperatorEntry{')', TokenKind::CloseParen},
    OperatorEntry{'[', TokenKind::OpenBracket},
    OperatorEntry{']', TokenKind::CloseBracket},
    OperatorEntry{'{', TokenKind::OpenBrace},
    OperatorEntry{'}', TokenKind::CloseBrace},
    OperatorEntry{',', TokenKind::Comma},
    OperatorEntry{';', TokenKind::Semicolon},
    OperatorEntry{'.', TokenKind::Dot},
    OperatorEntry{'@', TokenKind::At},
    OperatorEntry{'+', TokenKind::Plus},
    OperatorEntry{'-', TokenKind::Minus},
    OperatorEntry{'*', TokenKind::Star},
    OperatorEntry{'/', TokenKind::Slash},
    OperatorEntry{'%', TokenKind::Percent},
    OperatorEntry{':', TokenKind::Colon, ':', TokenKind::PathSeparator},
    OperatorEntry{'=', TokenKind::Assign, '=', TokenKind::Equal},
    OperatorEntry{'!', TokenKind::Bang, '=', TokenKind::NotEqual},
    OperatorEntry{'<', TokenKind::Less, '=', TokenKind::LessEqual},
    OperatorEntry{'>', TokenKind::Greater, '=', TokenKind::GreaterEqual},
    OperatorEntry{'&', TokenKind::Ampersand, '&', TokenKind::And},
    OperatorEntry{'|', TokenKind::Pipe, '|', TokenKind::Or},
};

constexpr auto kOperatorOf = [] {
    std::array<OperatorEntry, 128> table;
    table.fill(OperatorEntry{}); // GCC 12 zeroes what braces alone should make, if told to sanitize
    for (const OperatorEntry& entry : kOperators)
        table[static_cast<unsigned char>(entry.first)] = entry;
    return table;
}();

/// The longest operator that begins with these characters.
constexpr Operator operatorAt(char first, char second)
{
    if (static_cast<unsigned char>(first) >= kOperatorOf.size())
        return {};
    const OperatorEntry& entry = kOperatorOf[static_cast<unsigned char>(first)];
    if (entry.second != 0 && entry.second == second)
        return {entry.both, 2};
    return {entry.alone, 1};
}

bool isAscii(std::string_view text)
{
    constexpr std::uint64_t kHighBits = 0x8080808080808080U;
    std::uint64_t seen = 0;
    std::size_t at = 0;
    for (; at + sizeof seen <= text.size(); at += sizeof seen) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, sizeof word);
        seen |= word;
    }
    for (; at < text.size(); ++at)
        seen |= static_cast<unsigned char>(text[at]);
    return (seen & kHighBits) == 0;
}

class Lexer {
public:
    Lexer(std::string_view text, ProblemLog& problems) : m_text(text), m_problems(problems) {}

    LexedText run();

private:
    [[nodiscard]] bool more() const { return m_at < m_text.size(); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    [[nodiscard]] std::uint32_t offset() const { return static_cast<std::uint32_t>(m_at); }
    void add(TokenKind kind, std::size_t begin)
    {
        m_result.tokens.push_back({kind, static_cast<std::uint32_t>(begin), offset()});
    }

    bool skipBlank();
    void readComment();
    void readToken();
    void readWord();
    void readNumber();
    void readString();
    void readSlot();
    void readUnknown();
    [[nodiscard]] bool knownStart() const;
    void reportUnknown(std::size_t begin);
    void checkStart();

    std::string_view m_text;
    ProblemLog& m_problems;
    LexedText m_result;
    std::size_t m_at = 0;
    bool m_unterminated =
        false; ///< from then on strings are read to the line's end only: linear time
};

/// Skips white space or one comment; false when there is none.
bool Lexer::skipBlank()
{
    if (!more())
        return false;
    if (isNarrowSpace(peek())) {
        ++m_at;
        return true;
    }
    if (peek() == '/' && peek(1) == '/') {
        readComment();
        return true;
    }
    if (static_cast<unsigned char>(peek()) < 0x80)
        return false;
    std::size_t next = m_at;
    if (!isWideSpace(nextCodePoint(m_text, next)))
        return false;
    m_at = next;
    return true;
}

void Lexer::readComment()
{
    const std::size_t begin = m_at;
    m_at = std::min(m_text.find_first_of("\r\n", m_at), m_text.size());
    m_result.comments.push_back({{static_cast<std::uint32_t>(begin), offset()}});
}

void Lexer::readWord()
{
    const std::size_t begin = m_at;
    while (more() && (startsWord(peek()) || isDigit(peek())))
        ++m_at;
    add(wordKind(m_text.substr(begin, m_at - begin)), begin);
}

void Lexer::readNumber()
{
    const std::size_t begin = m_at;
    while (more() && isDigit(peek()))
        ++m_at;
    add(TokenKind::Number, begin);
}

/// A string may span lines. An unterminated one ends with its line, so that the rest of the text is
/// still read as what it is.
void Lexer::readString()
{
    const std::size_t begin = m_at++;
    const std::size_t limit = m_unterminated
                                  ? std::min(m_text.find_first_of("\r\n", begin), m_text.size())
                                  : m_text.size();
    TokenKind kind = TokenKind::String;
    while (m_at < limit && peek() != '"') {
        const bool escape = peek() == '\\' && m_at + 1 < limit;
        if (escape && (peek(1) == '\n' || peek(1) == '\r')) {
            m_problems.report("parse/invalid-escape", {offset(), offset() + 1},
                              "a `\\` at the end of a line does not continue a string",
                              "write the line break itself, or `\\n`");
            kind = TokenKind::Unknown;
        }
        m_at += escape ? 2 : 1;
    }
    if (m_at < limit) {
        ++m_at;
        return add(kind, begin);
    }
    m_unterminated = true;
    m_at = std::min(m_text.find_first_of("\r\n", begin), m_text.size());
    Diagnostic& problem = m_problems.report(
        "parse/unterminated-string", {static_cast<std::uint32_t>(begin), offset()},
        "this string has no closing `\"`", "close it, or escape quotes inside it as `\\\"`");
    m_problems.offer(problem, "Insert `\"`", {offset(), offset()}, "\"");
    add(TokenKind::Unknown, begin);
}

void Lexer::readSlot()
{
    const std::size_t begin = m_at++;
    while (more() && (startsWord(peek()) || isDigit(peek())))
        ++m_at;
    add(TokenKind::Slot, begin);
}

bool Lexer::knownStart() const
{
    const char c = peek();
    if (static_cast<unsigned char>(c) >= 0x80) {
        std::size_t next = m_at;
        return isWideSpace(nextCodePoint(m_text, next));
    }
    return startsWord(c) || isDigit(c) || isNarrowSpace(c) || c == '"' ||
           (c == '?' && startsWord(peek(1))) || operatorAt(c, peek(1)).kind != TokenKind::Unknown;
}

void Lexer::readUnknown()
{
    const std::size_t begin = m_at;
    do
        nextCodePoint(m_text, m_at);
    while (more() && !knownStart());
    reportUnknown(begin);
    add(TokenKind::Unknown, begin);
}

void Lexer::reportUnknown(std::size_t begin)
{
    const std::string_view written = m_text.substr(begin, m_at - begin);
    std::size_t next = 0;
    const char32_t first = nextCodePoint(written, next);
    std::string help = "Cedar has no such token; outside strings and comments only ASCII is read";
    if (first == '\'' || first == '`' || (first >= 0x2018 && first <= 0x201F))
        help = "strings stand between straight double quotes: \"…\"";
    else if (first == '#')
        help = "comments begin with `//`";
    else if (first == '?')
        help = "slots are `?principal` and `?resource`";
    m_problems.report(
        "parse/unexpected-character", {static_cast<std::uint32_t>(begin), offset()},
        "unexpected `" + shown(written.substr(0, std::min<std::size_t>(next + 8, written.size()))) +
            "`",
        std::move(help));
}

void Lexer::readToken()
{
    const char c = peek();
    if (startsWord(c))
        return readWord();
    if (isDigit(c))
        return readNumber();
    if (c == '"')
        return readString();
    if (c == '?' && startsWord(peek(1)))
        return readSlot();
    if (const Operator op = operatorAt(c, peek(1)); op.kind != TokenKind::Unknown) {
        const std::size_t begin = m_at;
        m_at += op.length;
        return add(op.kind, begin);
    }
    readUnknown();
}

void Lexer::checkStart()
{
    if (m_text.substr(0, kByteOrderMark.size()) != kByteOrderMark)
        return;
    m_at = kByteOrderMark.size();
    Diagnostic& problem =
        m_problems.report("parse/byte-order-mark", {0, offset()},
                          "the text begins with a byte order mark", "save it as UTF-8 without one");
    m_problems.offer(problem, "Remove the byte order mark", {0, offset()}, "");
}

LexedText Lexer::run()
{
    checkStart();
    m_result.tokens.reserve(m_text.size() / 4 + 1);
    while (true) {
        while (skipBlank()) {
        }
        if (!more())
            break;
        readToken();
    }
    add(TokenKind::End, m_at);
    return std::move(m_result);
}

} // namespace

TokenKind wordKind(std::string_view word)
{
    using Entry = std::pair<std::string_view, TokenKind>;
    static constexpr std::array kReserved{
        Entry{"true", TokenKind::True}, Entry{"false", TokenKind::False},
        Entry{"if", TokenKind::If},     Entry{"then", TokenKind::Then},
        Entry{"else", TokenKind::Else}, Entry{"in", TokenKind::In},
        Entry{"is", TokenKind::Is},     Entry{"like", TokenKind::Like},
        Entry{"has", TokenKind::Has},   Entry{"__cedar", TokenKind::ReservedName},
    };
    if (word.size() >= 2 && word.size() <= 7) {
        for (const auto& [text, kind] : kReserved) {
            if (text == word)
                return kind;
        }
    }
    return TokenKind::Identifier;
}

LexedText lex(std::string_view text, ProblemLog& problems)
{
    LexedText nothing;
    nothing.tokens.emplace_back();
    if (text.size() > limits::kDocumentBytes) {
        problems.report("parse/too-large", {0, 0},
                        "the text is larger than " + std::to_string(limits::kDocumentBytes >> 20U) +
                            " MiB",
                        "split it into several files");
        return nothing;
    }
    if (const auto invalid = isAscii(text) ? std::nullopt : firstInvalidUtf8(text)) {
        const auto at = static_cast<std::uint32_t>(*invalid);
        problems.report("parse/invalid-utf8", {at, at + 1},
                        "the text is not UTF-8: byte " + std::to_string(at) + " does not belong",
                        "save the file as UTF-8");
        return nothing;
    }
    return Lexer(text, problems).run();
}

} // namespace remit::cedar
