// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/reviews/review.h"
#include "core/base/result.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace remit::analysis {

/// What is known already, so that a build fails on what is new only: the crossings and undecidable
/// calls of an earlier replay, and the crossings that a review accepts or calls a false alarm.
class Baseline {
public:
    Baseline() = default;

    /// Adds the lines of `remit replay --format jsonl`. `name` is the file, for the message. Error:
    /// Malformed, with the line.
    Result<> addReplay(std::string_view text, const std::string& name);
    /// Adds the reviews that count at that time.
    void addReviews(const ReviewBook& reviews, Instant at);

    /// A crossing or undecidable call that is not known. Calls that pass are never new.
    [[nodiscard]] bool isNew(const decision::CallVerdict& row) const;

private:
    std::set<CrossingKey> m_crossings;
    std::set<std::pair<std::string, std::int64_t>> m_undecidable; ///< run, step
};

} // namespace remit::analysis
