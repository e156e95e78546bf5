// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace remit::test {

/// The project's root: $REMIT_SOURCE_DIR, else the nearest folder above with CMakePresets.json.
std::filesystem::path sourceDir();

/// Where the built programs lie: $REMIT_BIN_DIR, else the folder `bin` beside the tests.
std::filesystem::path binDir();

/// The shared test data beside the project, if it is there. Tests that need it say
/// `REMIT_NEEDS_SHARED(path)`, which skips visibly when it is not.
std::optional<std::filesystem::path> sharedData(const std::string& below);

std::string readAll(const std::filesystem::path& file);
void writeAll(const std::filesystem::path& file, const std::string& text);

} // namespace remit::test

#define REMIT_NEEDS_SHARED(variable, below)                                                        \
    const auto variable##Found = ::remit::test::sharedData(below);                                 \
    if (!variable##Found)                                                                          \
        QSKIP("../shared/" below " is not beside the project");                                    \
    const std::filesystem::path& variable = *variable##Found
