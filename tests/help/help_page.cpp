// SPDX-License-Identifier: Apache-2.0
#include "tests/help/help_page.h"

#include "tests/support/test_paths.h"

#include <algorithm>

namespace remit::test {

const FencedBlock* HelpPageText::example() const
{
    return blocks.empty() || blocks.front().language == "text" ? nullptr : &blocks.front();
}

const FencedBlock* HelpPageText::answer() const
{
    return blocks.size() > 1 && blocks[1].language == "text" ? &blocks[1] : nullptr;
}

bool HelpPageText::saysWhyThereIsNoExample() const
{
    return text.find("<!-- no example: ") != std::string::npos;
}

std::filesystem::path helpFolder()
{
    return sourceDir() / "resources" / "help";
}

std::filesystem::path diagnosticsFolder()
{
    return helpFolder() / "diagnostics";
}

std::vector<HelpPageText> diagnosticPages()
{
    std::vector<HelpPageText> pages;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(diagnosticsFolder())) {
        if (entry.path().extension() != ".md")
            continue;
        HelpPageText page;
        page.path = entry.path();
        page.code = std::filesystem::relative(entry.path(), diagnosticsFolder())
                        .replace_extension()
                        .generic_string();
        page.text = readAll(entry.path());
        page.blocks = fencedBlocks(page.text);
        pages.push_back(std::move(page));
    }
    std::sort(pages.begin(), pages.end(),
              [](const auto& a, const auto& b) { return a.code < b.code; });
    return pages;
}

std::vector<FencedBlock> fencedBlocks(const std::string& markdown)
{
    const std::string fence = "```";
    std::vector<FencedBlock> blocks;
    bool inside = false;
    for (std::size_t begin = 0; begin < markdown.size();) {
        const std::size_t end = std::min(markdown.find('\n', begin), markdown.size() - 1) + 1;
        const std::string line = markdown.substr(begin, end - begin);
        if (line.starts_with(fence) && !inside) {
            FencedBlock block;
            block.language = line.substr(fence.size(), line.find_last_not_of("\r\n") - 2);
            block.textBegin = end;
            blocks.push_back(std::move(block));
            inside = true;
        } else if (line.starts_with(fence)) {
            blocks.back().end = end;
            inside = false;
        } else if (inside) {
            blocks.back().text += line;
        }
        begin = end;
    }
    return blocks;
}

} // namespace remit::test
