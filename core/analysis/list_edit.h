// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/policy_tests/policy_test.h"
#include "core/analysis/reviews/review.h"
#include "core/base/edit.h"

#include <map>
#include <span>
#include <string>

/// Edits of the workspace's lists, `tests/*.json` and `reviews/*.json`: elements are added in the
/// style of the file, or replaced; every other byte stays.
namespace remit::analysis {

using TextsByPath = std::map<std::string, std::string>;

/// Where new tests and reviews go.
inline constexpr const char* kRecordedTestsFile = "tests/recorded.json";
inline constexpr const char* kCrossingReviewsFile = "reviews/crossings.json";

/// A test that demands what was decided of the call. One of the same name (the same call and
/// verdict) in that file is replaced. `files`: the texts of tests as they are. Empty where the file
/// is no list.
[[nodiscard]] WorkspaceEdit testEdit(const TextsByPath& files, const decision::CallVerdict& call,
                                     const std::string& trace);

/// Reviews take the place of those that speak of the same thing, in whichever file they stand; new
/// ones go to the file of crossings. Files that are no list are left alone.
[[nodiscard]] WorkspaceEdit reviewEdit(const TextsByPath& files, std::span<const Review> reviews);

} // namespace remit::analysis
