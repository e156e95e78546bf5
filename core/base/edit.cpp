// SPDX-License-Identifier: Apache-2.0
#include "core/base/edit.h"

#include <algorithm>

namespace remit {
namespace {

std::vector<TextEdit> sorted(std::vector<TextEdit> edits)
{
    std::ranges::stable_sort(edits, {}, &TextEdit::range);
    return edits;
}

bool splitsCodePoint(std::string_view text, std::size_t at)
{
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

} // namespace

std::string applied(std::string_view text, std::vector<TextEdit> edits)
{
    std::string result;
    std::size_t done = 0;
    for (const TextEdit& edit : sorted(std::move(edits))) {
        result += text.substr(done, edit.range.begin - done);
        result += edit.text;
        done = edit.range.end;
    }
    result += text.substr(done);
    return result;
}

std::vector<TextEdit> inverse(std::string_view text, std::vector<TextEdit> edits)
{
    std::vector<TextEdit> result;
    std::int64_t shift = 0;
    for (const TextEdit& edit : sorted(std::move(edits))) {
        const auto begin = static_cast<std::uint32_t>(edit.range.begin + shift);
        const auto size = static_cast<std::uint32_t>(edit.text.size());
        result.push_back(
            {{begin, begin + size}, std::string(text.substr(edit.range.begin, edit.range.size()))});
        shift += static_cast<std::int64_t>(size) - edit.range.size();
    }
    return result;
}

std::vector<TextEdit> difference(std::string_view from, std::string_view to)
{
    if (from == to)
        return {};
    const std::size_t shorter = std::min(from.size(), to.size());
    std::size_t head = 0;
    while (head < shorter && from[head] == to[head])
        ++head;
    while (head > 0 && (splitsCodePoint(from, head) || splitsCodePoint(to, head)))
        --head;
    std::size_t tail = 0;
    while (tail < shorter - head && from[from.size() - 1 - tail] == to[to.size() - 1 - tail])
        ++tail;
    while (tail > 0 &&
           (splitsCodePoint(from, from.size() - tail) || splitsCodePoint(to, to.size() - tail)))
        --tail;
    return {{{static_cast<std::uint32_t>(head), static_cast<std::uint32_t>(from.size() - tail)},
             std::string(to.substr(head, to.size() - tail - head))}};
}

} // namespace remit
