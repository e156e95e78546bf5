// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/file_text.h"
#include "core/base/time.h"
#include "core/decision/verdict.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

/// What people have made of crossings and findings: `reviews/*.json`, each a list of
///     {"crossing": {"run": …, "step": 3, "kind": "forbidden"}, "state": "accepted",
///      "reason": …, "owner": …, "expires"?: "2026-12-31"}
/// with `"finding": "id"` instead of `crossing` for a finding of the graph or the policies.
namespace remit::analysis {

enum class ReviewState : std::uint8_t { Open, Accepted, FalseAlarm };

/// A crossing for good: it is the same after an edit of the policies that leaves its kind, and
/// after another import of the trace. The kind is that of the call's first crossing, which names
/// it.
struct CrossingKey {
    std::string run;
    std::int64_t step = 0;
    std::string kind;
    auto operator<=>(const CrossingKey&) const = default;
};

struct Review {
    std::optional<CrossingKey> crossing; ///< one of the two
    std::string finding;
    ReviewState state = ReviewState::Open;
    std::string reason;
    std::string owner;
    std::optional<Instant> expires; ///< from then on it is open again
    std::string file;
    Span span;
};

struct ReadReviews {
    std::vector<Review> reviews;
    Diagnostics diagnostics; ///< codes reviews/… and json/…
};

[[nodiscard]] ReadReviews readReviews(std::string_view text, const std::string& file = {});
/// One review as an element of a list, indented by two blanks.
[[nodiscard]] std::string reviewText(const Review& review);

/// Whether it answers for its subject at that time: not open, not expired, and with a reason.
[[nodiscard]] bool settles(const Review& review, Instant at);

/// Nothing for a call that crosses no boundary.
[[nodiscard]] std::optional<CrossingKey> crossingKey(const decision::CallVerdict& row);

/// All reviews of a workspace, to be asked. Where two speak of the same thing the first counts.
class ReviewBook {
public:
    ReviewBook() = default;
    explicit ReviewBook(std::vector<Review> reviews);

    [[nodiscard]] const Review* of(const CrossingKey& crossing) const;
    [[nodiscard]] const Review* ofFinding(std::string_view finding) const;
    /// The review that settles it at that time; null where it is open.
    [[nodiscard]] const Review* settledBy(const CrossingKey& crossing, Instant at) const;
    [[nodiscard]] const Review* findingSettledBy(std::string_view finding, Instant at) const;

    [[nodiscard]] const std::vector<Review>& reviews() const { return m_reviews; }
    /// Reviews that say the same subject again, for a diagnostic.
    [[nodiscard]] const std::vector<std::size_t>& repeated() const { return m_repeated; }

private:
    std::vector<Review> m_reviews;
    std::vector<std::size_t> m_repeated;
    std::map<CrossingKey, std::size_t> m_crossings;
    std::map<std::string, std::size_t, std::less<>> m_findings;
};

struct ReadReviewBook {
    ReviewBook book;
    Diagnostics diagnostics;
};

/// All files of a workspace, in their order.
[[nodiscard]] ReadReviewBook readReviewBook(const std::vector<FileText>& files);

[[nodiscard]] std::string_view name(ReviewState state); ///< "open", "accepted", "false alarm"

} // namespace remit::analysis
