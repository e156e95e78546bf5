// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/lexer.h"

#include "core/base/text.h"
#include "core/cedar/schema/string_literal.h"

#include <algorithm>
#include <array>

namespace remit::cedar {
namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Unicode White_Space, as Cedar's `\s`.
bool isSpace(char32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

class Lexer {
public:
    Lexer(std::string_view text, std::string_view file) : m_text(text), m_file(file) {}

    SchemaTokens run()
    {
        while (skipBlanks())
            next();
        add(SchemaTokenKind::End, m_at);
        return std::move(m_result);
    }

private:
    /// Past white space and comments; false at the end.
    bool skipBlanks()
    {
        while (m_at < m_text.size()) {
            if (m_text.substr(m_at, 2) == "//") {
                const std::size_t end = std::min(m_text.find_first_of("\r\n", m_at), m_text.size());
                m_result.comments.push_back({spanFrom(m_at, end)});
                m_at = end;
                continue;
            }
            std::size_t after = m_at;
            if (!isSpace(nextCodePoint(m_text, after)))
                return true;
            m_at = after;
        }
        return false;
    }

    void next()
    {
        const std::size_t begin = m_at;
        if (isLetter(m_text[m_at]))
            return identifier();
        if (m_text[m_at] == '"')
            return string();
        if (m_text.substr(m_at, 2) == "::") {
            m_at += 2;
            return add(SchemaTokenKind::DoubleColon, begin);
        }
        static constexpr std::string_view kMarks = "@(){}[]<>:;,=?";
        static constexpr std::array kKinds{
            SchemaTokenKind::At,           SchemaTokenKind::OpenParen,
            SchemaTokenKind::CloseParen,   SchemaTokenKind::OpenBrace,
            SchemaTokenKind::CloseBrace,   SchemaTokenKind::OpenBracket,
            SchemaTokenKind::CloseBracket, SchemaTokenKind::Less,
            SchemaTokenKind::Greater,      SchemaTokenKind::Colon,
            SchemaTokenKind::Semicolon,    SchemaTokenKind::Comma,
            SchemaTokenKind::Equals,       SchemaTokenKind::Question};
        const std::size_t mark = kMarks.find(m_text[m_at]);
        if (mark == std::string_view::npos)
            return invalid();
        ++m_at;
        add(kKinds[mark], begin);
    }

    void identifier()
    {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && (isLetter(m_text[m_at]) || isDigit(m_text[m_at])))
            ++m_at;
        add(SchemaTokenKind::Identifier, begin);
        m_result.tokens.back().text = m_text.substr(begin, m_at - begin);
    }

    void string()
    {
        const std::size_t begin = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != '"')
            m_at += m_text[m_at] == '\\' ? 2 : 1;
        if (m_at >= m_text.size()) {
            m_at = m_text.size();
            report("schema/unterminated-string", begin, "this string has no closing `\"`",
                   "Close the string with `\"`.");
            return add(SchemaTokenKind::Invalid, begin);
        }
        ++m_at;
        add(SchemaTokenKind::String, begin);
        auto content = unescaped(m_text.substr(begin + 1, m_at - begin - 2));
        if (content)
            m_result.tokens.back().text = std::move(*content);
        else
            report("schema/invalid-escape", begin, content.error(),
                   "Known escapes: \\\" \\' \\\\ \\n \\r \\t \\0 \\xHH \\u{…}.");
    }

    /// Takes all bytes that start no token together, so that garbage is one diagnostic.
    void invalid()
    {
        const std::size_t begin = m_at;
        const auto startsToken = [](char c) {
            return isLetter(c) ||
                   std::string_view("\"@(){}[]<>:;,=?/ \t\r\n").find(c) != std::string_view::npos;
        };
        do {
            static_cast<void>(nextCodePoint(m_text, m_at));
        } while (m_at < m_text.size() && !startsToken(m_text[m_at]));
        report("schema/invalid-token", begin,
               "`" + shown(m_text.substr(begin, m_at - begin)) + "` has no meaning in a schema",
               m_text.substr(begin, 2) == "/*" ? "Comments start with `//`." : "Remove it.");
        add(SchemaTokenKind::Invalid, begin);
    }

    static Span spanFrom(std::size_t begin, std::size_t end)
    {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    void add(SchemaTokenKind kind, std::size_t begin)
    {
        m_result.tokens.push_back({kind, spanFrom(begin, m_at), {}});
    }

    void report(std::string code, std::size_t begin, std::string message, std::string help)
    {
        Diagnostic diagnostic;
        diagnostic.code = std::move(code);
        diagnostic.message = std::move(message);
        diagnostic.help = std::move(help);
        diagnostic.file = m_file;
        diagnostic.span = spanFrom(begin, m_at);
        m_result.diagnostics.push_back(std::move(diagnostic));
    }

    std::string_view m_text;
    std::string m_file;
    std::size_t m_at = 0;
    SchemaTokens m_result;
};

} // namespace

SchemaTokens tokenizeSchema(std::string_view text, std::string_view file)
{
    return Lexer(text, file).run();
}

std::string_view describe(SchemaTokenKind kind)
{
    static constexpr std::array<std::string_view, 19> kNames{"the end of the schema",
                                                             "an identifier",
                                                             "a string",
                                                             "`@`",
                                                             "`(`",
                                                             "`)`",
                                                             "`{`",
                                                             "`}`",
                                                             "`[`",
                                                             "`]`",
                                                             "`<`",
                                                             "`>`",
                                                             "`:`",
                                                             "`::`",
                                                             "`;`",
                                                             "`,`",
                                                             "`=`",
                                                             "`?`",
                                                             "this"};
    return kNames[static_cast<std::size_t>(kind)];
}

bool isReservedIdentifier(std::string_view identifier)
{
    static constexpr std::array<std::string_view, 10> kReserved{
        "true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar"};
    return std::find(kReserved.begin(), kReserved.end(), identifier) != kReserved.end();
}

bool isIdentifierText(std::string_view text)
{
    return !text.empty() && isLetter(text.front()) &&
           std::all_of(text.begin(), text.end(), [](char c) { return isLetter(c) || isDigit(c); });
}

} // namespace remit::cedar
