// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/replay/verdict_query.h"
#include "core/trace/sqlite.h"

#include <cstdint>
#include <span>
#include <vector>

namespace remit::replay::store {

/// As VerdictStore::rowNumbers.
[[nodiscard]] Result<std::vector<std::int64_t>> rowNumbers(const trace::Database& database,
                                                           std::int64_t replay,
                                                           const VerdictQuery& query,
                                                           const JobControl& control);
/// As VerdictStore::page.
[[nodiscard]] Result<std::vector<decision::CallVerdict>>
readPage(const trace::Database& database, std::int64_t replay,
         std::span<const std::int64_t> numbers);

} // namespace remit::replay::store
