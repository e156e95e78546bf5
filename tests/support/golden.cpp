// SPDX-License-Identifier: Apache-2.0
#include "tests/support/golden.h"

#include "tests/support/test_paths.h"

#include <cstdlib>
#include <sstream>

namespace remit::test {

std::string compareWithGolden(const std::filesystem::path& golden, const std::string& actual)
{
    if (std::getenv("REMIT_UPDATE_GOLDEN")) {
        writeAll(golden, actual);
        return {};
    }
    const std::string expected = readAll(golden);
    if (expected == actual)
        return {};
    std::istringstream left(expected);
    std::istringstream right(actual);
    std::string expectedLine;
    std::string actualLine;
    for (int line = 1;; ++line) {
        const bool more = static_cast<bool>(std::getline(left, expectedLine));
        const bool moreActual = static_cast<bool>(std::getline(right, actualLine));
        if (more && moreActual && expectedLine == actualLine)
            continue;
        return golden.filename().string() + ":" + std::to_string(line) +
               "\n  expected: " + (more ? expectedLine : "<end>") +
               "\n  actual:   " + (moreActual ? actualLine : "<end>");
    }
}

} // namespace remit::test
