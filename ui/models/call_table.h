// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/decision/verdict.h"
#include "core/replay/verdict_groups.h"
#include "core/replay/verdict_query.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace remit::replay {
struct KeptReplay;
}

namespace remit::ui {

/// Rows are held in memory up to this many; more are read from the store as they are shown.
inline constexpr std::size_t kMostRowsInMemory = 20'000;

/// The decided calls of a replay in full, whether they lie in memory or in the workspace's store.
/// Immutable. All but count() and inMemory() may take long and are asked on workers, from any
/// thread.
class CallTable {
public:
    CallTable() = default;
    CallTable(const CallTable&) = delete;
    CallTable& operator=(const CallTable&) = delete;
    virtual ~CallTable() = default;

    [[nodiscard]] virtual std::int64_t count() const = 0;
    /// Null where they are read page by page.
    [[nodiscard]] virtual const std::vector<decision::CallVerdict>* inMemory() const = 0;
    /// Numbers of the rows of a query, in its order. Errors: Cancelled, those of the store.
    [[nodiscard]] virtual Result<std::vector<std::int64_t>>
    rowNumbers(const replay::VerdictQuery& query, const JobControl& control) const = 0;
    /// The rows of a query counted in groups, in the order of their first rows. Errors: likewise.
    [[nodiscard]] virtual Result<std::vector<replay::VerdictGroup>>
    groups(replay::VerdictGrouping by, const replay::VerdictQuery& query,
           const JobControl& control) const;
    /// Rows by number, in the order asked for.
    [[nodiscard]] virtual Result<std::vector<decision::CallVerdict>>
    page(std::span<const std::int64_t> numbers) const = 0;
};

[[nodiscard]] std::shared_ptr<const CallTable>
callsInMemory(std::shared_ptr<const std::vector<decision::CallVerdict>> rows);
/// Of a replay that the workspace's store keeps.
[[nodiscard]] std::shared_ptr<const CallTable> keptCalls(std::filesystem::path traceStore,
                                                         const replay::KeptReplay& replay);

} // namespace remit::ui
