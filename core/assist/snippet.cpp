// SPDX-License-Identifier: Apache-2.0
#include "core/assist/snippet.h"

#include <algorithm>

namespace remit::assist {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

class Reader {
public:
    Reader(std::string_view notation, std::string_view indent)
        : m_notation(notation), m_indent(indent)
    {}

    Snippet run()
    {
        while (m_at < m_notation.size())
            next();
        if (std::none_of(m_snippet.stops.begin(), m_snippet.stops.end(),
                         [](const Snippet::Stop& stop) { return stop.number == 0; }))
            stop(0, {end(), end()});
        std::ranges::stable_sort(m_snippet.stops, [](const auto& a, const auto& b) {
            return (a.number == 0 ? 1000 : a.number) < (b.number == 0 ? 1000 : b.number);
        });
        return std::move(m_snippet);
    }

private:
    [[nodiscard]] std::uint32_t end() const
    {
        return static_cast<std::uint32_t>(m_snippet.text.size());
    }
    [[nodiscard]] char peek(std::size_t ahead) const
    {
        return m_at + ahead < m_notation.size() ? m_notation[m_at + ahead] : '\0';
    }

    void next()
    {
        const char c = m_notation[m_at];
        if (c == '\\' && (peek(1) == '$' || peek(1) == '}' || peek(1) == '\\')) {
            m_snippet.text += peek(1);
            m_at += 2;
        } else if (c == '$' && isDigit(peek(1))) {
            again(peek(1) - '0');
            m_at += 2;
        } else if (c == '$' && peek(1) == '{' && isDigit(peek(2)) && peek(3) == ':') {
            filled();
        } else {
            m_snippet.text += c;
            if (c == '\n')
                m_snippet.text += m_indent;
            ++m_at;
        }
    }

    void filled()
    {
        const int number = peek(2) - '0';
        m_at += 4;
        Span span{end(), end()};
        m_at = fill(m_at);
        span.end = end();
        stop(number, span);
    }

    /// The place of that number holds what stands there at first, wherever that is written.
    void again(int number)
    {
        Span span{end(), end()};
        const std::string opening = "${" + std::to_string(number) + ":";
        const std::size_t first = m_notation.find(opening);
        if (first != std::string_view::npos && (first == 0 || m_notation[first - 1] != '\\'))
            fill(first + opening.size());
        span.end = end();
        stop(number, span);
    }

    /// Puts in what stands from there to the brace; returns the place behind it.
    std::size_t fill(std::size_t at)
    {
        while (at < m_notation.size() && m_notation[at] != '}') {
            if (m_notation[at] == '\\' && at + 1 < m_notation.size())
                ++at;
            m_snippet.text += m_notation[at++];
        }
        return at + 1;
    }

    void stop(int number, Span span)
    {
        const auto known = std::find_if(m_snippet.stops.begin(), m_snippet.stops.end(),
                                        [number](const auto& s) { return s.number == number; });
        if (known != m_snippet.stops.end())
            known->spans.push_back(span);
        else
            m_snippet.stops.push_back({number, {span}});
    }

    std::string_view m_notation;
    std::string_view m_indent;
    std::size_t m_at = 0;
    Snippet m_snippet;
};

} // namespace

Snippet parseSnippet(std::string_view notation, std::string_view indent)
{
    return Reader(notation, indent).run();
}

std::string snippetEscaped(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        if (c == '$' || c == '}' || c == '\\')
            escaped += '\\';
        escaped += c;
    }
    return escaped;
}

} // namespace remit::assist
