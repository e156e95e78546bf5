// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Small functions on UTF-8 text that every room needs.
namespace remit {

/// Offset of the first byte that is not part of valid UTF-8 (RFC 3629: no surrogates, no overlong
/// forms), or nothing.
[[nodiscard]] std::optional<std::size_t> firstInvalidUtf8(std::string_view text);

/// Reads one code point at `at` (valid UTF-8) and moves `at` past it.
char32_t nextCodePoint(std::string_view text, std::size_t& at);
void appendUtf8(std::string& text, char32_t codePoint);

/// For showing text of others: control, bidirectional and other invisible characters become
/// `\u{…}`; line feed and tab become `\n` and `\t`.
[[nodiscard]] std::string shown(std::string_view text);

/// The same as text of XML, SVG and HTML, in elements and in attributes.
[[nodiscard]] std::string markupText(std::string_view text);

/// A JSON string literal with its quotes. Escapes what RFC 8259 demands, nothing more.
[[nodiscard]] std::string jsonQuoted(std::string_view text);
/// A Cedar string literal with its quotes.
[[nodiscard]] std::string cedarQuoted(std::string_view text);

/// Number of insertions, deletions, replacements and neighbour swaps between the two.
[[nodiscard]] std::size_t editDistance(std::string_view from, std::string_view to);

/// The candidate nearest to what was written, for "did you mean"; nothing where none is near
/// (distance over a third of the length). Case differences count little.
[[nodiscard]] std::optional<std::string> nearest(std::string_view written,
                                                 std::span<const std::string> candidates);

[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::string joined(std::span<const std::string> parts, std::string_view separator);
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Does the text match the glob? `*` any run without `/`, `**` any run, `?` one character.
[[nodiscard]] bool globMatches(std::string_view pattern, std::string_view text);

} // namespace remit
