// SPDX-License-Identifier: Apache-2.0
#include "core/trace/redaction/pattern.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::trace {

namespace {

constexpr std::size_t kLength = 1000; ///< characters of a pattern
constexpr std::uint32_t kMost = 4096; ///< repetitions, so that a place costs bounded time
constexpr std::uint32_t kShortest = 3;

bool isWord(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

} // namespace

class PatternReader {
public:
    explicit PatternReader(std::string_view text) : m_text(text) {}

    Result<Pattern> read()
    {
        if (m_text.size() > kLength)
            return wrong("the pattern is longer than 1000 characters");
        if (m_text.starts_with("(?i)")) {
            m_anyCase = true;
            m_at = 4;
        }
        while (m_at < m_text.size() && !m_error)
            part();
        if (m_error)
            return tl::unexpected(std::move(*m_error));
        if (m_group == Group::Open)
            return wrong("a bracket \"(\" is not closed");
        if (m_group == Group::None)
            m_pattern.m_groupEnd = m_pattern.m_parts.size();
        std::uint32_t shortest = 0;
        for (const auto& part : m_pattern.m_parts)
            shortest += part.least;
        if (shortest < kShortest)
            return wrong("the pattern may match fewer than three characters");
        m_pattern.findBeginning();
        return std::move(m_pattern);
    }

private:
    using Bytes = Pattern::Bytes;
    enum class Group : std::uint8_t { None, Open, Closed };

    tl::unexpected<Error> wrong(std::string message) const
    {
        return failure(ErrorCode::Invalid, std::move(message),
                       fmt::format("at character {} of {}", m_at + 1, m_text));
    }

    void fail(std::string message) { m_error = wrong(std::move(message)).value(); }

    void part()
    {
        const char c = m_text[m_at];
        if (c == '(' && m_group == Group::None) {
            m_group = Group::Open;
            m_pattern.m_groupBegin = m_pattern.m_parts.size();
            ++m_at;
        } else if (c == ')' && m_group == Group::Open) {
            m_group = Group::Closed;
            m_pattern.m_groupEnd = m_pattern.m_parts.size();
            ++m_at;
        } else if (c == '(' || c == ')') {
            fail("a pattern has one pair of brackets, the part that is replaced");
        } else if (c == '|') {
            fail("there is no choice: write two patterns");
        } else if (c == '?' || c == '*' || c == '+' || c == '{') {
            fail("nothing stands before this to repeat");
        } else if (m_text.substr(m_at, 2) == "\\b") {
            boundary();
        } else {
            Pattern::Part part;
            part.bytes = bytes();
            if (m_error)
                return;
            repeat(part);
            m_pattern.m_parts.push_back(part);
        }
    }

    void boundary()
    {
        const bool begins = m_pattern.m_parts.empty();
        m_at += 2;
        const bool ends = m_at == m_text.size() || m_text.substr(m_at) == ")";
        if (!begins && !ends)
            fail("\\b stands at the beginning or at the end");
        (begins ? m_pattern.m_wordBegin : m_pattern.m_wordEnd) = true;
    }

    Bytes bytes()
    {
        Bytes set;
        const char c = m_text[m_at++];
        if (c == '.') {
            set.set();
            set.reset('\n');
        } else if (c == '[') {
            set = bracketed();
        } else if (c == '\\') {
            set = escaped();
        } else {
            set.set(static_cast<unsigned char>(c));
        }
        return m_anyCase ? inAnyCase(set) : set;
    }

    static Bytes inAnyCase(Bytes set)
    {
        for (unsigned c = 'a'; c <= 'z'; ++c) {
            const bool has = set[c] || set[c - 'a' + 'A'];
            set[c] = has;
            set[c - 'a' + 'A'] = has;
        }
        return set;
    }

    Bytes escaped()
    {
        Bytes set;
        if (m_at == m_text.size()) {
            fail("nothing follows the backslash");
            return set;
        }
        const char c = m_text[m_at++];
        const auto fill = [&](auto belongs) {
            for (unsigned byte = 0; byte < 256; ++byte)
                set[byte] = belongs(static_cast<unsigned char>(byte));
        };
        const auto isSpace = [](unsigned char b) {
            return b == ' ' || b == '\t' || b == '\n' || b == '\r';
        };
        if (c == 'd')
            fill([](unsigned char b) { return b >= '0' && b <= '9'; });
        else if (c == 'w')
            fill(isWord);
        else if (c == 's')
            fill(isSpace);
        else if (c == 'S')
            fill([&](unsigned char b) { return !isSpace(b); });
        else if (c == 't')
            set.set('\t');
        else if (c == 'n')
            set.set('\n');
        else if (isWord(static_cast<unsigned char>(c)))
            fail(fmt::format("\\{} is not known here", c));
        else
            set.set(static_cast<unsigned char>(c));
        return set;
    }

    Bytes bracketed()
    {
        Bytes set;
        const bool others = m_at < m_text.size() && m_text[m_at] == '^';
        m_at += others ? 1 : 0;
        bool closed = false;
        while (m_at < m_text.size() && !m_error) {
            const char c = m_text[m_at++];
            if (c == ']') {
                closed = true;
                break;
            }
            const bool range = m_at + 1 < m_text.size() && m_text[m_at] == '-' &&
                               m_text[m_at + 1] != ']' && c != '\\';
            if (c == '\\') {
                set |= escaped();
            } else if (range) {
                const auto last = static_cast<unsigned char>(m_text[m_at + 1]);
                m_at += 2;
                for (unsigned byte = static_cast<unsigned char>(c); byte <= last; ++byte)
                    set.set(byte);
            } else {
                set.set(static_cast<unsigned char>(c));
            }
        }
        if (!closed)
            fail("a bracket \"[\" is not closed");
        return others ? ~set : set;
    }

    void repeat(Pattern::Part& part)
    {
        if (m_at == m_text.size())
            return;
        const char c = m_text[m_at];
        if (c == '?' || c == '*' || c == '+') {
            ++m_at;
            part.least = c == '+' ? 1 : 0;
            part.most = c == '?' ? 1 : kMost;
        } else if (c == '{') {
            ++m_at;
            part.least = number();
            part.most = part.least;
            if (m_at < m_text.size() && m_text[m_at] == ',') {
                ++m_at;
                part.most = m_at < m_text.size() && m_text[m_at] == '}' ? kMost : number();
            }
            if (m_at == m_text.size() || m_text[m_at] != '}' || part.least > part.most ||
                part.most > kMost)
                fail("repetitions are {n}, {n,} or {n,m}, of at most 4096");
            else
                ++m_at;
        }
    }

    std::uint32_t number()
    {
        std::uint32_t value = 0;
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9' && value <= kMost)
            value = value * 10 + static_cast<std::uint32_t>(m_text[m_at++] - '0');
        if (m_at == begin)
            fail("a number belongs here");
        return value;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_anyCase = false;
    Group m_group = Group::None;
    Pattern m_pattern;
    std::optional<Error> m_error;
};

Result<Pattern> Pattern::compile(std::string_view text)
{
    return PatternReader(text).read();
}

/// What the first two bytes of a match may be.
void Pattern::findBeginning()
{
    Bytes any;
    any.set();
    std::size_t part = 0;
    bool onlyFirst = true; // the first byte is of this part for certain
    for (; part < m_parts.size(); ++part) {
        m_first |= m_parts[part].bytes;
        if (m_parts[part].least > 0)
            break;
    }
    onlyFirst = part == 0;
    if (!onlyFirst || part == m_parts.size()) {
        m_second = any;
        return;
    }
    if (m_parts[0].most > 1)
        m_second |= m_parts[0].bytes;
    if (m_parts[0].least > 1)
        return;
    for (part = 1; part < m_parts.size(); ++part) {
        m_second |= m_parts[part].bytes;
        if (m_parts[part].least > 0)
            return;
    }
    m_second = any; // it may end after one byte
}

std::optional<Pattern::Match> Pattern::matchAt(std::string_view text, std::size_t at) const
{
    if (m_wordBegin && at > 0 && isWord(static_cast<unsigned char>(text[at - 1])))
        return std::nullopt;
    Match match;
    std::size_t end = at;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const Part& part = m_parts[i];
        if (i == m_groupBegin)
            match.begin = end;
        std::uint32_t count = 0;
        while (count < part.most && end < text.size() &&
               part.bytes[static_cast<unsigned char>(text[end])]) {
            ++end;
            ++count;
        }
        if (count < part.least)
            return std::nullopt;
        if (i + 1 == m_groupEnd)
            match.end = end;
    }
    if (m_wordEnd && end < text.size() && isWord(static_cast<unsigned char>(text[end])))
        return std::nullopt;
    match.next = std::max(end, at + 1);
    return match;
}

} // namespace remit::trace
