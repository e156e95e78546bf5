// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/text_search.h"

#include <fmt/format.h>
#include <unicode/regex.h>
#include <unicode/utext.h>

#include <algorithm>

namespace remit::workspace {
namespace {

constexpr std::int32_t kMostSteps = 2'000;           ///< of ICU, each about a millisecond at most
constexpr std::int32_t kMostStack = 8 * 1024 * 1024; ///< bytes

/// Every sign that means something in an expression, escaped.
std::string quotedPattern(std::string_view text)
{
    std::string quoted;
    for (const char c : text) {
        if (std::string_view("\\^$.|?*+()[]{}-#&~/").find(c) != std::string_view::npos)
            quoted += '\\';
        quoted += c;
    }
    return quoted;
}

/// A text for ICU whose indices are bytes.
class Utf8Text {
public:
    explicit Utf8Text(std::string_view text)
    {
        UErrorCode status = U_ZERO_ERROR;
        utext_openUTF8(&m_text, text.data(), static_cast<std::int64_t>(text.size()), &status);
    }
    Utf8Text(const Utf8Text&) = delete;
    Utf8Text& operator=(const Utf8Text&) = delete;
    ~Utf8Text() { utext_close(&m_text); }
    [[nodiscard]] UText* get() { return &m_text; }

private:
    UText m_text = UTEXT_INITIALIZER;
};

Span groupSpan(const icu::RegexMatcher& matcher, std::int32_t group)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::int64_t begin = matcher.start64(group, status);
    const std::int64_t end = matcher.end64(group, status);
    if (U_FAILURE(status) != 0 || begin < 0)
        return {};
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// `$1` and `$$` filled in.
std::string filledIn(std::string_view replacement, std::string_view text,
                     const icu::RegexMatcher& matcher)
{
    std::string filled;
    for (std::size_t i = 0; i < replacement.size(); ++i) {
        const char next = i + 1 < replacement.size() ? replacement[i + 1] : '\0';
        if (replacement[i] != '$' || (next != '$' && (next < '0' || next > '9'))) {
            filled += replacement[i];
            continue;
        }
        ++i;
        if (next == '$') {
            filled += '$';
        } else if (const int group = next - '0'; group <= matcher.groupCount()) {
            const Span span = groupSpan(matcher, group);
            filled += text.substr(span.begin, span.size());
        }
    }
    return filled;
}

} // namespace

struct TextSearch::Compiled {
    std::unique_ptr<icu::RegexPattern> pattern;
    std::optional<std::string> replacement;
    bool regex = false;
};

Result<TextSearch> TextSearch::make(const TextQuery& query, std::optional<std::string> replacement)
{
    if (query.text.empty())
        return failure(ErrorCode::Usage, "there is nothing to look for", "Type what to find.");
    std::string pattern = query.regex ? query.text : quotedPattern(query.text);
    if (query.wholeWord)
        pattern = "\\b(?:" + pattern + ")\\b";
    std::uint32_t flags = UREGEX_MULTILINE;
    if (!query.matchCase)
        flags |= UREGEX_CASE_INSENSITIVE;
    UErrorCode status = U_ZERO_ERROR;
    UParseError place{};
    auto compiled = std::make_shared<Compiled>();
    compiled->pattern.reset(
        icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(pattern), flags, place, status));
    if (U_FAILURE(status) != 0)
        return failure(
            ErrorCode::Malformed, fmt::format("“{}” is not a regular expression", query.text),
            place.offset > 0 ? fmt::format("Look at character {}: a bracket or a sign that needs a "
                                           "\\ before it.",
                                           place.offset)
                             : "Look for a bracket that is not closed.");
    compiled->replacement = std::move(replacement);
    compiled->regex = query.regex;
    TextSearch search;
    search.m_compiled = std::move(compiled);
    return search;
}

Result<std::vector<TextMatch>> TextSearch::matches(std::string_view text, std::size_t most) const
{
    UErrorCode status = U_ZERO_ERROR;
    Utf8Text input(text);
    const std::unique_ptr<icu::RegexMatcher> matcher(m_compiled->pattern->matcher(status));
    if (U_FAILURE(status) != 0)
        return failure(ErrorCode::Internal, "the search could not be started");
    matcher->setTimeLimit(kMostSteps, status);
    matcher->setStackLimit(kMostStack, status);
    matcher->reset(input.get());
    std::vector<TextMatch> found;
    while (found.size() < most && matcher->find(status) != 0) {
        const Span span = groupSpan(*matcher, 0);
        if (span.empty())
            continue;
        TextMatch match{span, {}};
        if (m_compiled->replacement)
            match.replacement = m_compiled->regex
                                    ? filledIn(*m_compiled->replacement, text, *matcher)
                                    : *m_compiled->replacement;
        found.push_back(std::move(match));
    }
    if (U_FAILURE(status) != 0)
        return failure(ErrorCode::TooLarge, "the expression takes too long on this text",
                       "Make it simpler: repetitions within repetitions are slow.");
    return found;
}

Result<std::vector<FileMatches>> searchWorkspace(const Snapshot& snapshot, const TextSearch& search,
                                                 const JobControl& control)
{
    std::vector<FileMatches> found;
    std::size_t left = TextSearch::kMostMatches;
    std::size_t done = 0;
    for (const auto& [path, file] : snapshot.files) {
        if (control.cancelled())
            return failure(ErrorCode::Cancelled, "the search was cancelled");
        control.tell(done++, snapshot.files.size());
        auto matches = search.matches(*file.text, left);
        if (!matches)
            return tl::unexpected<Error>(matches.error());
        if (matches->empty())
            continue;
        left -= matches->size();
        found.push_back({path, std::move(*matches)});
    }
    return found;
}

WorkspaceEdit replacementEdit(std::string title, const std::vector<FileMatches>& files)
{
    WorkspaceEdit edit;
    edit.title = std::move(title);
    for (const FileMatches& file : files) {
        std::vector<TextEdit>& edits = edit.files[file.path];
        for (const TextMatch& match : file.matches)
            edits.push_back({match.span, match.replacement});
    }
    return edit;
}

} // namespace remit::workspace
