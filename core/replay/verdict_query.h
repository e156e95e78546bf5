// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/verdict.h"

#include <cstdint>
#include <functional>
#include <set>
#include <string>

namespace remit::replay {

/// What a table of calls is sorted by. Texts are compared bytewise; rows that are equal in it keep
/// the order of the replay; rows without a value come last.
enum class VerdictOrder : std::uint8_t {
    Replay,
    Run,
    Time,
    Step,
    Agent,
    Task,
    Tool,
    Action,
    Resource,
    Verdict,  ///< allow, deny, approval required, undecidable, unreachable
    Crossing, ///< kind of the first crossing
};

/// Which calls a table shows, and in which order.
struct VerdictQuery {
    VerdictOrder order = VerdictOrder::Replay;
    bool descending = false;
    std::set<decision::Verdict> verdicts; ///< only these; empty: all
    std::string run;                      ///< only this; empty: all
    std::string agent;                    ///< only this (uid text); empty: all
    std::string tool;                     ///< only this; empty: all
    /// Anything else that can be said of a row. Costs reading the rows in full.
    std::function<bool(const decision::CallVerdict&)> where;
};

} // namespace remit::replay
