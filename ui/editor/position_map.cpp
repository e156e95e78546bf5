// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/position_map.h"

#include <algorithm>
#include <iterator>

namespace remit::ui {
namespace {

bool continues(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// UTF-16 units of the character that begins with this byte.
int unitsOf(char first)
{
    return static_cast<unsigned char>(first) >= 0xF0U ? 2 : 1;
}

} // namespace

PositionMap::PositionMap(std::string_view text) : m_text(text), m_lines(1)
{
    qsizetype units = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (continues(c))
            continue;
        units += unitsOf(c);
        const bool crOfCrLf = c == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        if (c == '\n' || (c == '\r' && !crOfCrLf))
            m_lines.push_back({static_cast<std::uint32_t>(at + 1), units});
    }
}

std::uint32_t PositionMap::endOf(std::size_t line) const
{
    return line + 1 < m_lines.size() ? m_lines[line + 1].byte
                                     : static_cast<std::uint32_t>(m_text.size());
}

LineIndex PositionMap::lineIndexOf(std::uint32_t byte) const
{
    byte = std::min(byte, static_cast<std::uint32_t>(m_text.size()));
    const auto after = std::upper_bound(m_lines.begin(), m_lines.end(), byte,
                                        [](std::uint32_t b, const Line& l) { return b < l.byte; });
    const auto line = std::prev(after);
    while (byte > line->byte && byte < m_text.size() && continues(m_text[byte]))
        --byte;
    const auto within = m_text.substr(line->byte, byte - line->byte);
    const auto characters =
        std::count_if(within.begin(), within.end(), [](char c) { return !continues(c); });
    return {static_cast<int>(line - m_lines.begin()), static_cast<int>(characters)};
}

std::uint32_t PositionMap::byteOf(LineIndex place) const
{
    const auto line = static_cast<std::size_t>(std::clamp(place.line, 0, lineCount() - 1));
    std::uint32_t byte = m_lines[line].byte;
    const std::uint32_t end = endOf(line);
    for (int index = 0; index < place.index && byte < end; ++index) {
        do
            ++byte;
        while (byte < end && continues(m_text[byte]));
    }
    return byte;
}

qsizetype PositionMap::utf16Of(std::uint32_t byte) const
{
    const LineIndex place = lineIndexOf(byte);
    const Line& line = m_lines[static_cast<std::size_t>(place.line)];
    qsizetype units = line.utf16;
    const std::uint32_t end = byteOf(place);
    for (std::uint32_t at = line.byte; at < end; ++at) {
        if (!continues(m_text[at]))
            units += unitsOf(m_text[at]);
    }
    return units;
}

std::uint32_t PositionMap::byteOfUtf16(qsizetype unit) const
{
    const auto after = std::upper_bound(m_lines.begin(), m_lines.end(), unit,
                                        [](qsizetype u, const Line& l) { return u < l.utf16; });
    const auto line = after == m_lines.begin() ? after : std::prev(after);
    std::uint32_t byte = line->byte;
    qsizetype units = line->utf16;
    while (byte < m_text.size() && units + unitsOf(m_text[byte]) <= unit) {
        units += unitsOf(m_text[byte]);
        do
            ++byte;
        while (byte < m_text.size() && continues(m_text[byte]));
    }
    return byte;
}

} // namespace remit::ui
