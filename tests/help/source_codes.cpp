// SPDX-License-Identifier: Apache-2.0
#include "tests/help/source_codes.h"

#include "tests/help/help_page.h"
#include "tests/support/test_paths.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace remit::test {
namespace {

namespace fs = std::filesystem;

/// Texts of the sources that look like a diagnostic's code and are none.
const std::set<std::string> kNotCodes{
    "facts/1", ///< versions of the decision model
    "semantics/1",
    "tools/call",     ///< methods of MCP
    "tasks/get",
    "tasks/result",
    "mcp-tools/call", ///< a note's type
};

/// Is the text between two quotation marks of the form "stage/what-is-wrong"?
bool looksLikeACode(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const auto isWord = [](std::string_view word) {
        return !word.empty() && word.front() != '-' && word.back() != '-' &&
               std::all_of(word.begin(), word.end(), [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
               });
    };
    return slash != std::string_view::npos && text.front() > '9' && isWord(text.substr(0, slash)) &&
           isWord(text.substr(slash + 1)) && !kNotCodes.contains(std::string(text));
}

/// The codes in the sources of a folder, each with a file that has it.
std::map<std::string, std::string> codesIn(const fs::path& folder)
{
    constexpr std::size_t kLongest = 60;
    std::map<std::string, std::string> codes;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const fs::path& file = entry.path();
        if (file.extension() != ".cpp" && file.extension() != ".h")
            continue;
        const std::string text = readAll(file);
        for (std::size_t open = text.find('"'); open != std::string::npos;) {
            const std::size_t close = text.find('"', open + 1);
            if (close == std::string::npos)
                break;
            const std::string_view inside =
                std::string_view(text).substr(open + 1, close - open - 1);
            const std::size_t line = text.rfind('\n', open) + 1;
            const bool comment = text.substr(line, open - line).find("//") != std::string::npos;
            if (inside.size() < kLongest && !comment && looksLikeACode(inside))
                codes.emplace(inside, fs::relative(file, sourceDir()).generic_string());
            open = close; // where a quotation mark is no string's, the next pair is looked at too
        }
    }
    return codes;
}

std::string stageOf(const std::string& code)
{
    return code.substr(0, code.find('/'));
}

} // namespace

const std::map<std::string, std::string>& allCodes()
{
    static const std::map<std::string, std::string> all = [] {
        std::map<std::string, std::string> codes = codesIn(sourceDir() / "core");
        for (const char* folder : {"app", "ui"}) {
            for (const auto& [code, file] : codesIn(sourceDir() / folder)) {
                if (fs::exists(diagnosticsFolder() / stageOf(code)))
                    codes.emplace(code, file);
            }
        }
        return codes;
    }();
    return all;
}

} // namespace remit::test
