// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/bundle/diff/difference.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::bundle {
namespace {

constexpr std::size_t kMostLines = 400; ///< of each side; longer texts are shown whole

std::string inColour(std::string_view text, char sign, bool colour)
{
    if (!colour)
        return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", sign == '+' ? 32 : 31, text);
}

std::string signedLine(char sign, std::string_view line, bool colour)
{
    const std::string text = fmt::format("      {} {}", sign, shown(line));
    return (sign == ' ' ? text : inColour(text, sign, colour)) + "\n";
}

/// Lengths of the longest common subsequences of the ends of two lists of lines.
std::vector<std::vector<std::size_t>> commonLengths(const std::vector<std::string_view>& a,
                                                    const std::vector<std::string_view>& b)
{
    std::vector<std::vector<std::size_t>> length(a.size() + 1,
                                                 std::vector<std::size_t>(b.size() + 1, 0));
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;)
            length[i][j] = a[i] == b[j] ? length[i + 1][j + 1] + 1
                                        : std::max(length[i + 1][j], length[i][j + 1]);
    }
    return length;
}

std::string linesBetween(const PartChange& change, bool colour)
{
    std::vector<std::string_view> a;
    std::vector<std::string_view> b;
    if (!change.before.empty())
        a = split(change.before, '\n');
    if (!change.after.empty())
        b = split(change.after, '\n');
    std::string text;
    std::size_t i = 0;
    std::size_t j = 0;
    if (a.size() <= kMostLines && b.size() <= kMostLines) {
        const auto length = commonLengths(a, b);
        while (i < a.size() && j < b.size()) {
            if (a[i] == b[j]) {
                text += signedLine(' ', a[i++], colour);
                ++j;
            } else if (length[i + 1][j] >= length[i][j + 1]) {
                text += signedLine('-', a[i++], colour);
            } else {
                text += signedLine('+', b[j++], colour);
            }
        }
    }
    while (i < a.size())
        text += signedLine('-', a[i++], colour);
    while (j < b.size())
        text += signedLine('+', b[j++], colour);
    return text;
}

bool hasLines(const PartChange& change)
{
    return change.before.find('\n') != std::string::npos ||
           change.after.find('\n') != std::string::npos;
}

std::string changeText(const PartChange& change, bool colour)
{
    if (hasLines(change))
        return fmt::format("    {}:\n{}", change.part, linesBetween(change, colour));
    if (change.before.empty())
        return fmt::format("    {}: {}\n", change.part, inColour(shown(change.after), '+', colour));
    if (change.after.empty())
        return fmt::format("    {}: {} (gone)\n", change.part,
                           inColour(shown(change.before), '-', colour));
    return fmt::format("    {}: {} -> {}\n", change.part,
                       inColour(shown(change.before), '-', colour),
                       inColour(shown(change.after), '+', colour));
}

char signOf(SubjectChange change)
{
    if (change == SubjectChange::Added)
        return '+';
    return change == SubjectChange::Removed ? '-' : '~';
}

} // namespace

std::string changesText(const std::vector<PartChange>& changes, bool colour)
{
    std::string text;
    for (const PartChange& change : changes)
        text += changeText(change, colour);
    return text;
}

std::string differenceText(const std::vector<SubjectDifference>& differences, bool colour)
{
    std::string text;
    for (const SubjectDifference& one : differences) {
        text += fmt::format("{} {} {} {}\n", signOf(one.change), one.key.kind, shown(one.key.id),
                            name(one.change));
        if (one.change == SubjectChange::Changed || one.key.kind == "policy")
            text += changesText(one.parts, colour);
    }
    return text;
}

std::string changesJson(const std::vector<PartChange>& changes)
{
    std::string text;
    for (const PartChange& change : changes)
        text += fmt::format(R"({}{{"part":{},"before":{},"after":{}}})", text.empty() ? "" : ",",
                            jsonQuoted(change.part),
                            change.before.empty() ? "null" : jsonQuoted(change.before),
                            change.after.empty() ? "null" : jsonQuoted(change.after));
    return "[" + text + "]";
}

std::string differenceJson(const std::vector<SubjectDifference>& differences)
{
    std::string text;
    for (const SubjectDifference& one : differences)
        text += fmt::format(R"({}{{"kind":{},"id":{},"change":"{}","parts":{}}})",
                            text.empty() ? "" : ",", jsonQuoted(one.key.kind),
                            jsonQuoted(one.key.id), name(one.change), changesJson(one.parts));
    return "[" + text + "]";
}

} // namespace remit::bundle
