// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/verdict.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace remit::analysis {

/// What the decided calls touched, added up row by row: the part of coverage that verdicts tell.
struct CallTally {
    struct Verdicts {
        std::int64_t calls = 0;
        std::int64_t allowed = 0;
        std::int64_t crossed = 0; ///< deny or approval required
    };

    std::int64_t calls = 0;                                  ///< decided; unreachable ones are not
    std::map<std::string, Verdicts, std::less<>> actions;    ///< by uid text
    std::map<std::string, Verdicts, std::less<>> grants;     ///< by id, of the chain that decided
    std::map<std::string, std::int64_t, std::less<>> agents; ///< calls by uid text
    /// Names that the calls bring with them: agents, requesters, credentials, workloads, tasks,
    /// tools and actions.
    std::set<std::string, std::less<>> names;

    std::optional<Instant> last; ///< the latest time of a call

    void add(const decision::CallVerdict& row);
};

} // namespace remit::analysis
