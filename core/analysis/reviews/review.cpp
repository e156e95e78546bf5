// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/reviews/review.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace remit::analysis {

namespace {

constexpr std::array kStates{ReviewState::Open, ReviewState::Accepted, ReviewState::FalseAlarm};

CrossingKey readCrossing(const JsonValue& value, const std::string& file, Diagnostics& diagnostics)
{
    ObjectReader reader(value, "crossing", file, diagnostics);
    CrossingKey key;
    key.run = reader.requiredString("run");
    key.step = reader.requiredInt("step");
    key.kind = reader.requiredString("kind");
    reader.finish();
    return key;
}

void readState(ObjectReader& reader, Review& review)
{
    const JsonValue* state = reader.required("state", JsonKind::String);
    if (state == nullptr)
        return;
    const auto found = std::find_if(kStates.begin(), kStates.end(),
                                    [&](ReviewState one) { return name(one) == state->text; });
    if (found == kStates.end())
        reader.report("reviews/unknown-state", state->span,
                      jsonQuoted(state->text) + " is no state of a review",
                      "One of \"open\", \"accepted\", \"false alarm\".");
    else
        review.state = *found;
}

Review readReview(const JsonValue& value, const std::string& file, Diagnostics& diagnostics)
{
    ObjectReader reader(value, "review", file, diagnostics);
    Review review;
    review.file = file;
    review.span = value.span;
    const JsonValue* crossing = reader.optional("crossing", JsonKind::Object);
    if (crossing != nullptr)
        review.crossing = readCrossing(*crossing, file, diagnostics);
    review.finding = reader.optionalString("finding").value_or(std::string());
    if (reader.isObject() && (crossing != nullptr) != review.finding.empty())
        reader.report("reviews/no-subject", {value.span.begin, value.span.begin + 1},
                      "the review has to have either a crossing or a finding",
                      "Write \"crossing\": {\"run\": …, \"step\": …, \"kind\": …}, or "
                      "\"finding\" with its id.");
    readState(reader, review);
    review.reason = reader.requiredString("reason");
    review.owner = reader.requiredString("owner");
    if (const JsonValue* expires = reader.optional("expires", JsonKind::String)) {
        review.expires = parseRfc3339(expires->text);
        if (!review.expires)
            reader.report("reviews/bad-date", expires->span,
                          jsonQuoted(expires->text) + " is no date",
                          "Write \"2026-12-31\" or \"2026-12-31T12:00:00Z\".");
    }
    reader.finish();
    return review;
}

} // namespace

std::string_view name(ReviewState state)
{
    switch (state) {
    case ReviewState::Accepted:
        return "accepted";
    case ReviewState::FalseAlarm:
        return "false alarm";
    case ReviewState::Open:
        break;
    }
    return "open";
}

ReadReviews readReviews(std::string_view text, const std::string& file)
{
    ReadReviews result;
    const JsonDocument document = parseJsonList(text, file, "a file of reviews");
    result.diagnostics = document.diagnostics;
    if (!document.root)
        return result;
    for (const JsonValue& item : document.root->items) {
        const std::size_t before = result.diagnostics.size();
        Review review = readReview(item, file, result.diagnostics);
        if (result.diagnostics.size() == before)
            result.reviews.push_back(std::move(review));
    }
    return result;
}

std::string reviewText(const Review& review)
{
    std::string text = "  {\n    ";
    if (review.crossing)
        text += "\"crossing\": { \"run\": " + jsonQuoted(review.crossing->run) +
                ", \"step\": " + std::to_string(review.crossing->step) +
                ", \"kind\": " + jsonQuoted(review.crossing->kind) + " }";
    else
        text += "\"finding\": " + jsonQuoted(review.finding);
    text += ",\n    \"state\": " + jsonQuoted(name(review.state)) +
            ",\n    \"reason\": " + jsonQuoted(review.reason) +
            ",\n    \"owner\": " + jsonQuoted(review.owner);
    if (review.expires)
        text += ",\n    \"expires\": " + jsonQuoted(rfc3339(*review.expires));
    return text + "\n  }";
}

std::optional<CrossingKey> crossingKey(const decision::CallVerdict& row)
{
    if (!decision::isCrossing(row.verdict) || row.crossings.empty())
        return std::nullopt;
    return CrossingKey{row.run, row.step, std::string(decision::name(row.crossings.front().kind))};
}

ReviewBook::ReviewBook(std::vector<Review> reviews) : m_reviews(std::move(reviews))
{
    for (std::size_t i = 0; i < m_reviews.size(); ++i) {
        const Review& review = m_reviews[i];
        const bool isNew = review.crossing ? m_crossings.emplace(*review.crossing, i).second
                                           : m_findings.emplace(review.finding, i).second;
        if (!isNew)
            m_repeated.push_back(i);
    }
}

const Review* ReviewBook::of(const CrossingKey& crossing) const
{
    const auto found = m_crossings.find(crossing);
    return found == m_crossings.end() ? nullptr : &m_reviews[found->second];
}

const Review* ReviewBook::ofFinding(std::string_view finding) const
{
    const auto found = m_findings.find(finding);
    return found == m_findings.end() ? nullptr : &m_reviews[found->second];
}

bool settles(const Review& review, Instant at)
{
    return review.state != ReviewState::Open && (!review.expires || at < *review.expires) &&
           !trimmed(review.reason).empty();
}

const Review* ReviewBook::settledBy(const CrossingKey& crossing, Instant at) const
{
    const Review* review = of(crossing);
    return review != nullptr && settles(*review, at) ? review : nullptr;
}

const Review* ReviewBook::findingSettledBy(std::string_view finding, Instant at) const
{
    const Review* review = ofFinding(finding);
    return review != nullptr && settles(*review, at) ? review : nullptr;
}

ReadReviewBook readReviewBook(const std::vector<FileText>& files)
{
    ReadReviewBook result;
    std::vector<Review> all;
    for (const auto& [path, text] : files) {
        ReadReviews read = readReviews(*text, path);
        std::move(read.reviews.begin(), read.reviews.end(), std::back_inserter(all));
        std::move(read.diagnostics.begin(), read.diagnostics.end(),
                  std::back_inserter(result.diagnostics));
    }
    result.book = ReviewBook(std::move(all));
    return result;
}

} // namespace remit::analysis
