// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/formatter.h"

#include "core/base/text.h"
#include "core/cedar/syntax/format/blank_lines.h"
#include "core/cedar/syntax/format/policy_layout.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>
#include <vector>

namespace remit::cedar {
namespace {

constexpr int kMaxIndent = 64;
constexpr int kMaxPasses = 8; ///< two settle every text that was ever seen

/// A part of the text that stays as it is.
std::vector<Span> keptRegions(std::string_view text, const ParsedPolicies& parsed)
{
    std::vector<Span> regions;
    const auto whole = [&parsed](Span span) {
        for (const Policy& policy : parsed.policies) {
            if (policy.span.begin < span.end && span.begin < policy.span.end)
                span = join(span, policy.span);
        }
        return span;
    };
    bool off = false;
    Span region;
    for (const Comment& comment : parsed.comments) {
        const std::string_view content =
            trimmed(text.substr(comment.span.begin, comment.span.size()).substr(2));
        if (!off && content == "@formatter:off") {
            off = true;
            region = comment.span;
        } else if (off && content == "@formatter:on") {
            off = false;
            regions.push_back(whole(join(region, comment.span)));
        }
    }
    if (off)
        regions.push_back(whole({region.begin, static_cast<std::uint32_t>(text.size())}));
    return regions;
}

std::string formatOnce(std::string_view text, FormatOptions options)
{
    ProblemLog problems({});
    CommentedTokens tokens(text, lex(text, problems));
    std::string result;
    Layout layout;
    PolicyLayout policies(tokens, layout, options.indent);
    while (!policies.atEnd()) {
        result += result.empty() ? "" : "\n\n";
        result += withoutBlankLines(
            layout.render(policies.policy(), static_cast<std::size_t>(options.width)));
    }
    result += '\n';
    for (const std::string_view comment : tokens.closing())
        result.append(comment) += '\n';
    return result;
}

/// Where a comment follows a string on the next line, one pass of the reference's rules leaves text
/// that the next pass would change. Then the settled text counts, so that formatting is idempotent.
std::string formatPlain(std::string_view text, FormatOptions options)
{
    std::string result = formatOnce(text, options);
    for (int pass = 0; pass < kMaxPasses; ++pass) {
        std::string next = formatOnce(result, options);
        if (next == result)
            break;
        result = std::move(next);
    }
    return result;
}

/// A formatted part goes between kept ones with one blank line on either side.
void addPart(std::string& result, std::string_view part)
{
    part = trimmed(part);
    if (part.empty())
        return;
    result += result.empty() ? "" : "\n\n";
    result += part;
}

std::string formatAround(std::string_view text, const std::vector<Span>& kept,
                         FormatOptions options)
{
    std::string result;
    std::uint32_t at = 0;
    for (const Span region : kept) {
        if (region.end <= at)
            continue;
        if (region.begin > at)
            addPart(result, formatPlain(text.substr(at, region.begin - at), options));
        const std::uint32_t begin = std::max(at, region.begin);
        addPart(result, text.substr(begin, region.end - begin));
        at = region.end;
    }
    addPart(result, formatPlain(text.substr(at), options));
    return result + '\n';
}

} // namespace

Formatted format(std::string_view text, FormatOptions options, std::string_view file)
{
    options.width = std::max(options.width, 1);
    options.indent = std::clamp(options.indent, 0, kMaxIndent);
    ParsedPolicies parsed = parsePolicies(text, file);
    if (!parsed.diagnostics.empty())
        return {std::string(text), std::move(parsed.diagnostics)};
    const std::vector<Span> kept = keptRegions(text, parsed);
    return {kept.empty() ? formatPlain(text, options) : formatAround(text, kept, options), {}};
}

} // namespace remit::cedar
