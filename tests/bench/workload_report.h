// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/workload.h"

#include <string>

namespace remit::bench {

/// One line of JSON: engine, workload, wrong (answers that differ from what is expected), parse_us
/// (with compiling), validate_us, load_entities_us, decision_ns (from a request's struct to the
/// decision with all reasons and errors); beside them bound_ns (the request bound before) and
/// linear_ns (bound, every policy in turn). All are
/// medians.
[[nodiscard]] std::string reportLine(const Workload& workload);

/// How many requests get another decision, reasons or errors than expected; by `authorize`, by the
/// linear search and by `explain`.
[[nodiscard]] std::size_t wrongAnswers(const Workload& workload);

} // namespace remit::bench
