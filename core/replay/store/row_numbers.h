// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/replay/store/text_table.h"
#include "core/replay/verdict_query.h"
#include "core/trace/sqlite.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace remit::replay::store {

/// The conditions of a query on columns that hold numbers, as SQL that goes on a WHERE (" AND …");
/// nothing when no row can meet them.
[[nodiscard]] std::optional<std::string> rowConditions(const VerdictQuery& query,
                                                       const KeptTexts& texts);
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
