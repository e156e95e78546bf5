// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstdint>
#include <string_view>
#include <vector>

namespace remit::ui {

/// A place as QScintilla counts: both from 0, the index in code points.
struct LineIndex {
    int line = 0;
    int index = 0;
    bool operator==(const LineIndex&) const = default;
};

/// The three ways of counting in one text, and the only place that converts between them: bytes
/// (spans of core, Scintilla's positions), line and code point (QScintilla's indices, what people
/// are shown), UTF-16 units (QString). The text, valid UTF-8, must outlive the map. Lines end at
/// LF, CR LF and CR, as Scintilla has it. Places outside of the text are taken to the nearest
/// inside; a byte within a character counts as the character's begin.
class PositionMap {
public:
    explicit PositionMap(std::string_view text);

    [[nodiscard]] LineIndex lineIndexOf(std::uint32_t byte) const;
    [[nodiscard]] std::uint32_t byteOf(LineIndex place) const;
    [[nodiscard]] qsizetype utf16Of(std::uint32_t byte) const;
    [[nodiscard]] std::uint32_t byteOfUtf16(qsizetype unit) const;

    [[nodiscard]] int lineCount() const { return static_cast<int>(m_lines.size()); }

private:
    struct Line {
        std::uint32_t byte = 0; ///< of its first character
        qsizetype utf16 = 0;
    };

    [[nodiscard]] std::uint32_t endOf(std::size_t line) const;

    std::string_view m_text;
    std::vector<Line> m_lines;
};

} // namespace remit::ui
