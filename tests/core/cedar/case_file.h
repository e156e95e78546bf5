// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/test_paths.h"

#include <string>
#include <vector>

/// Cases in a text file that anybody can add to: blocks parted by lines of `----`; the last line of
/// a block, after `=> `, says what comes of it (`ok`, or codes parted by blanks).
namespace remit::test {

struct TextCase {
    std::string text;
    std::string expected;
    std::string name; ///< the line of the file and the first words, for the test's row
};

inline std::vector<TextCase> readCases(const std::string& file)
{
    const std::string all = readAll(sourceDir() / "tests/golden/cedar/cases" / file);
    std::vector<TextCase> cases;
    TextCase current;
    std::size_t lineNumber = 1;
    std::size_t begin = 0;
    while (begin < all.size()) {
        const std::size_t end = std::min(all.find('\n', begin), all.size());
        const std::string line = all.substr(begin, end - begin);
        begin = end + 1;
        if (line == "----") {
            current = {};
        } else if (line.rfind("=> ", 0) == 0) {
            current.expected = line.substr(3);
            current.name += current.text.substr(0, 60);
            cases.push_back(current);
        } else {
            if (current.text.empty())
                current.name = std::to_string(lineNumber) + ": ";
            current.text += line + "\n";
        }
        ++lineNumber;
    }
    return cases;
}

} // namespace remit::test
