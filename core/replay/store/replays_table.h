// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/replay/verdict_store.h"
#include "core/trace/sqlite.h"

#include <optional>

/// The replays that are kept.
namespace remit::replay::store {

[[nodiscard]] Result<std::optional<KeptReplay>> findReplay(const trace::Database& database,
                                                           const ReplayKey& key);
/// Gives its id.
[[nodiscard]] Result<std::int64_t> insertReplay(trace::Database& database, const ReplayKey& key,
                                                const decision::ReplaySummary& summary);
/// It is the last to be forgotten now.
Result<> markUsed(trace::Database& database, std::int64_t replay);
/// Forgets those least used, without that one, until the bounds of limits.h hold.
Result<> forgetOld(trace::Database& database, std::int64_t but);

} // namespace remit::replay::store
