// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/list_edit.h"

#include "core/base/json_edit.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"

#include <algorithm>
#include <optional>

namespace remit::analysis {

namespace {

/// `element` is indented as an element of a list. Nothing where the text is no list.
std::optional<std::string> withElement(const std::string& text, const std::string& element)
{
    if (trimmed(text).empty())
        return "[\n" + element + "\n]\n";
    const JsonDocument document = parseJson(text, {});
    if (!document.root || !document.root->isArray())
        return std::nullopt;
    if (document.root->items.empty())
        return applied(text, {{document.root->span, "[\n" + element + "\n]"}});
    const auto edit = elementAdded(text, document.root->span, trimmed(element));
    return edit ? std::optional(applied(text, {*edit})) : std::nullopt;
}

std::string withReplaced(const std::string& text, Span old, const std::string& element)
{
    return applied(text, {{old, std::string(trimmed(element))}});
}

/// Texts on their way from what they were.
class Changing {
public:
    explicit Changing(const TextsByPath& files) : m_before(files), m_after(files) {}

    [[nodiscard]] const std::string& text(const std::string& path) { return m_after[path]; }
    [[nodiscard]] const TextsByPath& all() const { return m_after; }
    void set(const std::string& path, std::string text) { m_after[path] = std::move(text); }

    [[nodiscard]] WorkspaceEdit edit(std::string title) const
    {
        WorkspaceEdit edit;
        edit.title = std::move(title);
        for (const auto& [path, text] : m_after) {
            const auto before = m_before.find(path);
            const std::string_view old =
                before == m_before.end() ? std::string_view() : before->second;
            if (old != text)
                edit.files[path] = difference(old, text);
        }
        return edit;
    }

private:
    const TextsByPath& m_before;
    TextsByPath m_after;
};

bool isOfSame(const Review& a, const Review& b)
{
    return a.crossing == b.crossing && a.finding == b.finding;
}

void setReview(Changing& changing, const Review& review)
{
    for (const auto& [path, text] : changing.all()) {
        const ReadReviews read = readReviews(text, path);
        const auto same = std::find_if(read.reviews.begin(), read.reviews.end(),
                                       [&](const Review& one) { return isOfSame(one, review); });
        if (same == read.reviews.end())
            continue;
        changing.set(path, withReplaced(text, same->span, reviewText(review)));
        return;
    }
    if (auto text = withElement(changing.text(kCrossingReviewsFile), reviewText(review)))
        changing.set(kCrossingReviewsFile, std::move(*text));
}

} // namespace

WorkspaceEdit testEdit(const TextsByPath& files, const decision::CallVerdict& call,
                       const std::string& trace)
{
    Changing changing(files);
    const std::string& text = changing.text(kRecordedTestsFile);
    const std::string test = testOfCall(call, trace);
    const ReadPolicyTests made = readPolicyTests("[" + test + "]");
    const ReadPolicyTests read = readPolicyTests(text);
    const auto same = std::find_if(read.tests.begin(), read.tests.end(), [&](const auto& one) {
        return !made.tests.empty() && one.name == made.tests.front().name;
    });
    if (same != read.tests.end())
        changing.set(kRecordedTestsFile, withReplaced(text, same->span, test));
    else if (auto more = withElement(text, test))
        changing.set(kRecordedTestsFile, std::move(*more));
    return changing.edit("Make a test of this step");
}

WorkspaceEdit reviewEdit(const TextsByPath& files, std::span<const Review> reviews)
{
    Changing changing(files);
    for (const Review& review : reviews)
        setReview(changing, review);
    return changing.edit("Review crossings");
}

} // namespace remit::analysis
