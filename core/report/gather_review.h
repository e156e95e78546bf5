// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/report/review.h"

namespace remit::report {

/// Adds to decided calls what else a report says: findings where authority is modelled (with the
/// events that the traces do not hold: none), the workspace's policy tests with their results, and
/// what people have said about crossings and findings, and how far calls and tests exercise the
/// policies. `review` has setup, snapshot and rows already. `source` has the events of the rows,
/// which are decided once more to be counted. `load` reads traces that tests name. Errors:
/// Cancelled, TooLarge, those of the source.
[[nodiscard]] Result<Review> gatherReview(Review review, const replay::EventSource& source,
                                          const analysis::TraceLoader& load,
                                          const JobControl& control = {});

} // namespace remit::report
