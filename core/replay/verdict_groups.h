// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/verdict.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace remit::replay {

/// What decided calls are counted by.
enum class VerdictGrouping : std::uint8_t {
    Run,
    Agent,
    Task,
    Tool,
    Resource,
    Crossing, ///< kind of the first crossing; calls without one are in no group
    Policy,   ///< the policies that decided: a call may be in several groups, or in that of none
    Verdict,
};

struct VerdictGroup {
    std::string name; ///< as in the row ("deny", "grant-expired", an id); empty: not recorded, none
    std::array<std::int64_t, 5> counts{}; ///< by decision::Verdict
    std::string agent;                    ///< of Run: of its first call
    std::string task;
};

/// Groups beyond this many are left out, but for runs: nobody reads them.
inline constexpr std::size_t kMostVerdictGroups = 200'000;

/// Counts rows as they come.
class GroupTally {
public:
    explicit GroupTally(VerdictGrouping by) : m_by(by) {}

    void add(const decision::CallVerdict& row);
    /// The groups in the order of their first call. The tally is spent.
    [[nodiscard]] std::vector<VerdictGroup> finish() { return std::move(m_groups); }

private:
    void count(const std::string& name, const decision::CallVerdict& row);

    VerdictGrouping m_by;
    std::vector<VerdictGroup> m_groups;
    std::unordered_map<std::string, std::size_t> m_places;
};

} // namespace remit::replay
