// SPDX-License-Identifier: Apache-2.0
#include "tests/core/assist/cases.h"

#include "core/base/text.h"
#include "tests/support/test_paths.h"

#include <stdexcept>

namespace remit::test {
namespace {

void close(CursorCase& current, std::vector<CursorCase>& cases)
{
    if (!current.text.empty() && current.text.back() == '\n')
        current.text.pop_back();
    std::size_t cursor = current.text.find('|');
    while (cursor != std::string::npos && current.text[cursor + 1] == '|')
        cursor = current.text.find('|', cursor + 2); // `||` is an operator
    if (current.expected.empty())
        throw std::runtime_error("a case without expectation: " + current.name);
    if (cursor != std::string::npos) {
        current.offset = static_cast<std::uint32_t>(cursor);
        current.text.erase(cursor, 1);
    }
    cases.push_back(current);
    current = {};
}

} // namespace

std::vector<CursorCase> readCursorCases(const std::string& file)
{
    const std::string all = readAll(sourceDir() / "tests/golden/assist" / file);
    std::vector<CursorCase> cases;
    CursorCase current;
    std::size_t number = 0;
    bool begun = false;
    for (const std::string_view line : split(all, '\n')) {
        ++number;
        if (line == "----") {
            if (begun)
                close(current, cases);
            begun = true;
        } else if (begun && line.starts_with("=> ")) {
            const std::string_view rest = line.substr(3);
            const std::size_t blank = std::min(rest.find(' '), rest.size());
            current.expected.push_back(
                {std::string(rest.substr(0, blank)),
                 std::string(rest.substr(std::min(blank + 1, rest.size())))});
        } else if (begun && current.expected.empty()) {
            if (current.name.empty())
                current.name = std::to_string(number) + ": " + std::string(line.substr(0, 70));
            current.text += line;
            current.text += '\n';
        }
    }
    if (begun && !current.name.empty())
        close(current, cases);
    return cases;
}

std::pair<std::string, std::string> labelAndText(const std::string& rest)
{
    const std::size_t colon = rest.find(": ");
    if (colon == std::string::npos)
        throw std::runtime_error("expected `LABEL: TEXT`: " + rest);
    std::string text = rest.substr(colon + 2);
    for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at))
        text.replace(at, 2, "\n");
    return {rest.substr(0, colon), text};
}

} // namespace remit::test
