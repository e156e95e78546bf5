// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace remit::test {

/// A fenced block: its language and its text.
struct FencedBlock {
    std::string language;
    std::string text;    ///< with its last line feed
    std::size_t end = 0; ///< behind the closing fence's line feed, in the page
    std::size_t textBegin = 0;
};

/// A page of resources/help/diagnostics.
///
/// Its first line is "# `CODE`: title". The first fenced block (of another language than `text`)
/// is a text that has the problem. A block of the language `text` behind it is what the program
/// says about it. What cannot be shown in a page (too large, no UTF-8) has a comment
/// "<!-- no example: why -->" instead.
struct HelpPageText {
    std::filesystem::path path;
    std::string code; ///< by its path: "parse/missing-semicolon"
    std::string text;
    std::vector<FencedBlock> blocks;

    /// Nullptr where there is none.
    [[nodiscard]] const FencedBlock* example() const;
    [[nodiscard]] const FencedBlock* answer() const;
    [[nodiscard]] bool saysWhyThereIsNoExample() const;
};

[[nodiscard]] std::filesystem::path helpFolder();
[[nodiscard]] std::filesystem::path diagnosticsFolder();
/// Sorted by code.
[[nodiscard]] std::vector<HelpPageText> diagnosticPages();
[[nodiscard]] std::vector<FencedBlock> fencedBlocks(const std::string& markdown);

} // namespace remit::test
