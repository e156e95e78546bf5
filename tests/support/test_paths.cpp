// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_paths.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace remit::test {

namespace fs = std::filesystem;

fs::path sourceDir()
{
    if (const char* set = std::getenv("REMIT_SOURCE_DIR"))
        return set;
    fs::path folder = fs::current_path();
    while (!fs::exists(folder / "CMakePresets.json") && folder.has_relative_path())
        folder = folder.parent_path();
    return folder;
}

fs::path binDir()
{
    if (const char* set = std::getenv("REMIT_BIN_DIR"))
        return set;
    return fs::canonical("/proc/self/exe").parent_path().parent_path() / "bin";
}

std::optional<fs::path> sharedData(const std::string& below)
{
    const fs::path path = sourceDir().parent_path() / "shared" / below;
    if (!fs::exists(path))
        return std::nullopt;
    return path;
}

std::string readAll(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void writeAll(const fs::path& file, const std::string& text)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

} // namespace remit::test
