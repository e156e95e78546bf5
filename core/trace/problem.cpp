// SPDX-License-Identifier: Apache-2.0
#include "core/trace/problem.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::trace {

namespace {

/// Bytes of the line that are shown before and after the place.
constexpr std::size_t kBefore = 60;
constexpr std::size_t kAfter = 40;

bool continuesCodePoint(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::string place(const Problem& problem)
{
    if (problem.line == 0)
        return problem.file;
    if (problem.column == 0)
        return fmt::format("{}:{}", problem.file, problem.line);
    return fmt::format("{}:{}:{}", problem.file, problem.line, problem.column);
}

} // namespace

void setExcerpt(Problem& problem, std::string_view text, std::size_t offset)
{
    offset = std::min(offset, text.size());
    std::size_t begin = offset > kBefore ? offset - kBefore : 0;
    std::size_t end = std::min(text.size(), offset + kAfter);
    if (const auto feed = text.substr(begin, offset - begin).rfind('\n');
        feed != std::string_view::npos)
        begin += feed + 1;
    if (const auto feed = text.substr(offset, end - offset).find_first_of("\r\n");
        feed != std::string_view::npos)
        end = offset + feed;
    while (begin < offset && continuesCodePoint(text[begin]))
        ++begin;
    while (end < text.size() && end > offset && continuesCodePoint(text[end]))
        --end;
    if (firstInvalidUtf8(text.substr(begin, end - begin)))
        return; // the message names the byte; nothing of it is shown
    const std::string before = shown(text.substr(begin, offset - begin));
    problem.excerpt = before + shown(text.substr(offset, end - offset));
    std::uint32_t column = 1;
    for (std::size_t at = 0; at < before.size(); ++column)
        nextCodePoint(before, at);
    problem.excerptColumn = column;
}

std::string rendered(const Problem& problem)
{
    std::string out = fmt::format("{}[{}]: {}\n  --> {}\n", severityName(problem.severity),
                                  problem.code, problem.message, shown(place(problem)));
    if (!problem.excerpt.empty()) {
        const std::string number = std::to_string(problem.line);
        const std::string margin(number.size(), ' ');
        out += fmt::format(" {} |\n {} | {}\n {} | {}^\n", margin, number, problem.excerpt, margin,
                           std::string(problem.excerptColumn - 1, ' '));
    }
    if (!problem.help.empty())
        out += fmt::format("  = help: {}\n", problem.help);
    return out;
}

std::string toJson(const Problem& problem)
{
    return fmt::format(
        R"({{"code":{},"severity":{},"message":{},"file":{},"line":{},"column":{},"help":{}}})",
        jsonQuoted(problem.code), jsonQuoted(severityName(problem.severity)),
        jsonQuoted(problem.message), jsonQuoted(problem.file), problem.line, problem.column,
        jsonQuoted(problem.help));
}

} // namespace remit::trace
