// SPDX-License-Identifier: Apache-2.0
#include "core/base/source_text.h"

#include <algorithm>

namespace remit {
namespace {

bool startsCodePoint(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

} // namespace

Span join(Span first, Span second)
{
    return {std::min(first.begin, second.begin), std::max(first.end, second.end)};
}

SourceText::SourceText(std::string name, std::string text)
    : m_name(std::move(name)), m_text(std::move(text))
{
    for (std::size_t i = 0; i < m_text.size(); ++i) {
        const bool lineEnd =
            m_text[i] == '\n' ||
            (m_text[i] == '\r' && (i + 1 == m_text.size() || m_text[i + 1] != '\n'));
        if (lineEnd)
            m_lineStarts.push_back(static_cast<std::uint32_t>(i + 1));
    }
}

std::string_view SourceText::text(Span span) const
{
    const auto size = static_cast<std::uint32_t>(m_text.size());
    const std::uint32_t begin = std::min(span.begin, size);
    return std::string_view(m_text).substr(begin, std::min(span.end, size) - begin);
}

Position SourceText::position(std::uint32_t offset) const
{
    offset = std::min(offset, static_cast<std::uint32_t>(m_text.size()));
    const auto next = std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), offset);
    const auto line = static_cast<std::uint32_t>(next - m_lineStarts.begin());
    const std::string_view before = text({m_lineStarts[line - 1], offset});
    return {line, 1 + static_cast<std::uint32_t>(std::ranges::count_if(before, startsCodePoint))};
}

std::uint32_t SourceText::offset(Position position) const
{
    const std::uint32_t number = std::clamp<std::uint32_t>(position.line, 1, lineCount());
    const std::string_view inLine = line(number);
    std::uint32_t column = 1;
    std::size_t i = 0;
    while (i < inLine.size() && column < position.column) {
        ++i;
        while (i < inLine.size() && !startsCodePoint(inLine[i]))
            ++i;
        ++column;
    }
    return lineStart(number) + static_cast<std::uint32_t>(i);
}

std::uint32_t SourceText::lineCount() const
{
    return static_cast<std::uint32_t>(m_lineStarts.size());
}

std::uint32_t SourceText::lineStart(std::uint32_t number) const
{
    return m_lineStarts[std::clamp<std::uint32_t>(number, 1, lineCount()) - 1];
}

std::string_view SourceText::line(std::uint32_t number) const
{
    const std::uint32_t begin = lineStart(number);
    const std::uint32_t end =
        number < lineCount() ? lineStart(number + 1) : static_cast<std::uint32_t>(m_text.size());
    std::string_view result = text({begin, end});
    while (!result.empty() && (result.back() == '\n' || result.back() == '\r'))
        result.remove_suffix(1);
    return result;
}

} // namespace remit
