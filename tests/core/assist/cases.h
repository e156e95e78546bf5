// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace remit::test {

/// One case of tests/golden/assist/*.cases: a text with the cursor, and what must hold.
struct CursorCase {
    struct Line {
        std::string verb; ///< the word after `=> `
        std::string rest;
    };
    std::string name; ///< for the test's row
    std::string text; ///< without the cursor's `|`
    std::uint32_t offset = 0;
    std::vector<Line> expected;
};

/// Cases are parted by lines of `----`. Before the first one stand comments.
std::vector<CursorCase> readCursorCases(const std::string& file);

/// `LABEL: TEXT` of an expectation; `\n` in the text is a line feed.
std::pair<std::string, std::string> labelAndText(const std::string& rest);

} // namespace remit::test
