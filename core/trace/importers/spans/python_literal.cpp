// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/spans/python_literal.h"

#include "core/base/limits.h"
#include "core/base/text.h"

#include <array>

namespace remit::trace {

namespace {

class Reader {
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    std::optional<JsonValue> whole()
    {
        JsonValue read;
        if (!value(read, 0))
            return std::nullopt;
        skipSpace();
        return m_at == m_text.size() ? std::optional(std::move(read)) : std::nullopt;
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void skipSpace()
    {
        while (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r')
            ++m_at;
    }

    bool take(char c)
    {
        skipSpace();
        if (peek() != c)
            return false;
        ++m_at;
        return true;
    }

    bool value(JsonValue& to, int depth)
    {
        if (depth > limits::kJsonNesting)
            return false;
        skipSpace();
        switch (peek()) {
        case '{':
            return braces(to, depth);
        case '[':
            return list(to, ']', depth);
        case '(':
            return list(to, ')', depth);
        case '\'':
        case '"':
            to.kind = JsonKind::String;
            return string(to.text);
        default:
            return word(to);
        }
    }

    bool braces(JsonValue& to, int depth)
    {
        ++m_at;
        to.kind = JsonKind::Object;
        if (take('}'))
            return true;
        do {
            skipSpace();
            if (peek() == '}')
                break; // a comma at the end
            JsonMember member;
            if (peek() != '\'' && peek() != '"')
                return false;
            if (!string(member.key) || !take(':') || !value(member.value, depth + 1))
                return false;
            to.members.push_back(std::move(member));
        } while (take(','));
        return take('}');
    }

    bool list(JsonValue& to, char closing, int depth)
    {
        ++m_at;
        to.kind = JsonKind::Array;
        if (take(closing))
            return true;
        do {
            skipSpace();
            if (peek() == closing)
                break;
            if (!value(to.items.emplace_back(), depth + 1))
                return false;
        } while (take(','));
        return take(closing);
    }

    bool string(std::string& to)
    {
        const char quote = m_text[m_at++];
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == quote)
                return true;
            if (c == '\n')
                return false;
            if (c != '\\')
                to += c;
            else if (!escape(to))
                return false;
        }
        return false;
    }

    bool escape(std::string& to)
    {
        static constexpr std::string_view kFrom = "nrtabfv0\\'\"";
        static constexpr std::string_view kTo{"\n\r\t\a\b\f\v\0\\'\"", 11};
        const char c = peek();
        ++m_at;
        if (c == 'x')
            return codePoint(to, 2);
        if (c == 'u')
            return codePoint(to, 4);
        if (c == 'U')
            return codePoint(to, 8);
        const std::size_t at = kFrom.find(c);
        if (at == std::string_view::npos)
            return false;
        to += kTo[at];
        return true;
    }

    bool codePoint(std::string& to, std::size_t digits)
    {
        if (m_text.size() - m_at < digits)
            return false;
        char32_t code = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            const char c = m_text[m_at++];
            const int digit = c >= '0' && c <= '9'   ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
            if (digit < 0)
                return false;
            code = code * 16 + static_cast<char32_t>(digit);
        }
        if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
            return false;
        appendUtf8(to, code);
        return true;
    }

    bool word(JsonValue& to)
    {
        const std::size_t begin = m_at;
        while (std::string_view(",]}) \n\t\r").find(peek()) == std::string_view::npos &&
               m_at < m_text.size())
            ++m_at;
        const std::string_view word = m_text.substr(begin, m_at - begin);
        if (word == "None")
            return true;
        if (word == "True" || word == "False") {
            to.kind = JsonKind::Bool;
            to.boolean = word == "True";
            return true;
        }
        JsonDocument number = parseJson(word); // Python writes numbers as JSON does
        if (!number.root || !number.root->isNumber())
            return false;
        to = std::move(*number.root);
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

std::optional<JsonValue> parsePythonLiteral(std::string_view text)
{
    return Reader(text).whole();
}

} // namespace remit::trace
