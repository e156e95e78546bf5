// SPDX-License-Identifier: Apache-2.0
#include "core/base/layout_edits.h"

namespace remit {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::size_t blanksEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && isBlank(text[at]))
        ++at;
    return at;
}

bool splitsCharacter(std::string_view text, std::size_t at)
{
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

TextEdit moved(TextEdit edit, std::size_t by)
{
    edit.range.begin += static_cast<std::uint32_t>(by);
    edit.range.end += static_cast<std::uint32_t>(by);
    return edit;
}

} // namespace

std::vector<TextEdit> layoutEdits(std::string_view from, std::string_view to)
{
    std::vector<TextEdit> edits;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < from.size() || j < to.size()) {
        const std::size_t gapOfFrom = blanksEnd(from, i);
        const std::size_t gapOfTo = blanksEnd(to, j);
        for (const TextEdit& edit :
             difference(from.substr(i, gapOfFrom - i), to.substr(j, gapOfTo - j)))
            edits.push_back(moved(edit, i));
        i = gapOfFrom;
        j = gapOfTo;
        const bool same = i < from.size() && j < to.size() && from[i] == to[j];
        if (!same) {
            while (splitsCharacter(from, i) || splitsCharacter(to, j)) {
                --i;
                --j;
            }
            for (const TextEdit& edit : difference(from.substr(i), to.substr(j)))
                edits.push_back(moved(edit, i));
            return edits;
        }
        ++i;
        ++j;
    }
    return edits;
}

} // namespace remit
