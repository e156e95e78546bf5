// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace remit::analysis {

/// Calls of tools that the task's plan does not name.
void findOffPlan(FindingLog& log)
{
    std::map<std::pair<std::string, std::string>,
             std::pair<const decision::CallVerdict*, std::size_t>>
        groups;
    for (const decision::CallVerdict& call : log.input().calls) {
        if (std::find(call.notes.begin(), call.notes.end(), "off-plan") == call.notes.end())
            continue;
        auto& [first, count] = groups[{call.task.value_or(""), call.tool}];
        first = first ? first : &call;
        ++count;
    }
    for (const auto& [key, group] : groups)
        log.addAbout(FindingKind::OffPlan, *group.first, {key.first, key.second},
                     fmt::format("{} of {}, which is not in the plan of {}",
                                 callsText(group.second), key.second, key.first),
                     "add it to the plan, or keep it out of the task's grants");
}

} // namespace remit::analysis
