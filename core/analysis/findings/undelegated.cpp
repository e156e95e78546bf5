// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

#include <map>
#include <tuple>

namespace remit::analysis {

void findUndelegated(FindingLog& log)
{
    using Key = std::tuple<std::string, std::string, std::string>;
    std::map<Key, std::vector<const decision::CallVerdict*>> groups;
    for (const decision::CallVerdict& call : log.input().calls) {
        if (crosses(call, decision::CrossingKind::Undelegated))
            groups[{call.agent, call.task.value_or(""), call.action}].push_back(&call);
    }
    for (const auto& [key, calls] : groups) {
        const auto& [agent, task, action] = key;
        log.addAbout(FindingKind::Undelegated, *calls.front(), {agent, action, task},
                     fmt::format("{} of {} by {} that no delegation covers",
                                 callsText(calls.size()), action, agent),
                     "hand the agent a grant for this task, or take the tool from it");
    }
}

} // namespace remit::analysis
