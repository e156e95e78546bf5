// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/policy_tests/run.h"
#include "core/trace/import_rules.h"

#include <filesystem>
#include <vector>

namespace remit::analysis {

/// Reads the traces that tests name, below that folder only: a path that leads out of it is an
/// error (Invalid). The workspace's import rules fill in what the traces lack, as everywhere.
[[nodiscard]] TraceLoader tracesBelow(const std::filesystem::path& folder,
                                      std::vector<trace::ImportRule> rules);

} // namespace remit::analysis
