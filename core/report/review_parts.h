// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/review.h"

#include <string>

/// The sections of the report of a review, as HTML. Used by review.cpp alone.
namespace remit::report::parts {

[[nodiscard]] std::string heading(const Review& review);
[[nodiscard]] std::string headline(const Review& review, Medium medium);
[[nodiscard]] std::string replayed(const Review& review);
[[nodiscard]] std::string crossings(const Review& review);
[[nodiscard]] std::string undecidable(const Review& review);
[[nodiscard]] std::string findings(const Review& review);
[[nodiscard]] std::string tests(const Review& review);
[[nodiscard]] std::string coverage(const Review& review);
[[nodiscard]] std::string timings(const Review& review);
[[nodiscard]] std::string comparison(const Review& review);
[[nodiscard]] std::string limits(const Review& review);
[[nodiscard]] std::string frameworks(const Review& review);
[[nodiscard]] std::string policies(const Review& review);

/// Sign and word: "✖ deny", in its colour.
[[nodiscard]] std::string verdictHtml(decision::Verdict verdict);
/// The anchor of a call: "call-RUN-3".
[[nodiscard]] std::string callAnchor(const std::string& run, std::int64_t step);
[[nodiscard]] std::string section(const std::string& id, const std::string& title,
                                  const std::string& body);

} // namespace remit::report::parts
