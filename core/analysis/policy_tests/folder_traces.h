// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/policy_tests/run.h"

#include <filesystem>

namespace remit::analysis {

/// Reads the traces that tests name, below that folder only: a path that leads out of it is an
/// error (Invalid).
[[nodiscard]] TraceLoader tracesBelow(const std::filesystem::path& folder);

} // namespace remit::analysis
