// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What differs between two texts, line by line, and the merge of two changes of one text. For
/// people: recovery, files that another program has changed, previews.
namespace remit {

/// Lines [begin, end), counted from 0.
struct LineRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] std::uint32_t size() const { return end - begin; }
    auto operator<=>(const LineRange&) const = default;
};

/// A run of lines that differ; one of the two ranges may be empty.
struct LineHunk {
    LineRange from;
    LineRange to;

    auto operator<=>(const LineHunk&) const = default;
};

/// Each line with its line end; the last one may have none. An empty text has no lines.
[[nodiscard]] std::vector<std::string_view> linesWithEnds(std::string_view text);

/// The fewest lines that differ, in order (Myers). Texts that differ in more than
/// kMostDifferentLines lines give one hunk for all that lies between what is the same at both ends.
[[nodiscard]] std::vector<LineHunk> lineDifference(std::string_view from, std::string_view to);

inline constexpr int kMostDifferentLines = 1'000;

struct DiffLine {
    enum class Kind : std::uint8_t { Same, Removed, Added, Gap };
    Kind kind = Kind::Same;
    std::uint32_t fromLine = 0; ///< counted from 1; 0 where there is none
    std::uint32_t toLine = 0;
    std::string text; ///< without its line end; of a gap: empty
};

/// What people read: changed lines with `context` lines around them, gaps between.
[[nodiscard]] std::vector<DiffLine> shownDifference(std::string_view from, std::string_view to,
                                                    std::uint32_t context = 3);

struct MergedText {
    std::string text;          ///< with `ours` where both changed the same lines differently
    std::size_t conflicts = 0; ///< of those places
    std::size_t takenOver = 0; ///< places where only `theirs` changed
};

/// Both changes of `base` in one text. Changes that touch each other's lines conflict.
[[nodiscard]] MergedText threeWayMerge(std::string_view base, std::string_view ours,
                                       std::string_view theirs);

} // namespace remit
