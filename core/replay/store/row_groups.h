// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/replay/verdict_groups.h"
#include "core/replay/verdict_query.h"
#include "core/trace/sqlite.h"

namespace remit::replay::store {

/// The groups of the rows that a query shows, in the order of their first call. Errors: Cancelled,
/// those of the store.
[[nodiscard]] Result<std::vector<VerdictGroup>> rowGroups(const trace::Database& database,
                                                          std::int64_t replay, VerdictGrouping by,
                                                          const VerdictQuery& query,
                                                          const JobControl& control);

} // namespace remit::replay::store
