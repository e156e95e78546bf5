// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace remit {

/// A half-open range of bytes [begin, end) in a UTF-8 text.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] bool empty() const { return begin == end; }
    [[nodiscard]] std::uint32_t size() const { return end - begin; }
    [[nodiscard]] bool contains(std::uint32_t offset) const
    {
        return begin <= offset && offset < end;
    }
    auto operator<=>(const Span&) const = default;
};

/// The smallest span that holds both.
[[nodiscard]] Span join(Span first, Span second);

/// A place for people: both count from 1; a column is a Unicode code point, not a byte.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;

    auto operator<=>(const Position&) const = default;
};

/// An immutable text with its name (a path relative to the workspace, or "-") and its line index.
class SourceText {
public:
    SourceText() = default;
    SourceText(std::string name, std::string text);

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] std::string_view text() const { return m_text; }
    [[nodiscard]] std::string_view text(Span span) const;

    /// Offsets past the end give the position of the end.
    [[nodiscard]] Position position(std::uint32_t offset) const;
    /// Byte offset of a position; the nearest one where it does not exist.
    [[nodiscard]] std::uint32_t offset(Position position) const;

    [[nodiscard]] std::uint32_t lineCount() const;
    /// The line (from 1) without its line end.
    [[nodiscard]] std::string_view line(std::uint32_t number) const;
    /// Byte offset of the line's first byte.
    [[nodiscard]] std::uint32_t lineStart(std::uint32_t number) const;

private:
    std::string m_name;
    std::string m_text;
    std::vector<std::uint32_t> m_lineStarts{0};
};

} // namespace remit
