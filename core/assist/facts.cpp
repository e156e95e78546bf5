// SPDX-License-Identifier: Apache-2.0
#include "core/assist/facts.h"

#include <algorithm>
#include <array>

namespace remit::assist {

std::span<const Fact> facts()
{
    static constexpr std::array kAll{
        Fact{"input", "record", "The call's arguments."},
        Fact{"now", "datetime", "The call's time."},
        Fact{"task", "record", "The task that the agent works on."},
        Fact{"task.id", "String", "The task's name."},
        Fact{"task.version", "Long", "The version of the task."},
        Fact{"task.purpose", "String", "What the task is for."},
        Fact{"task.profile", "String",
             "How freely the agent works: batch, exploratory, code-writing or customer-facing."},
        Fact{"task.elapsed", "duration", "Since the task began."},
        Fact{"task.remaining", "duration", "Until the task must be done."},
        Fact{"task.trustedSources", "Set<String>", "Sources that the task trusts."},
        Fact{"task.limits", "record", "Limits that the task declares."},
        Fact{"task.onPlan", "Bool", "Is the tool one of the intended workflow?"},
        Fact{"delegation", "record", "The chain of grants that covers the call."},
        Fact{"delegation.root", "String", "Who stands at its beginning, as the uid's text."},
        Fact{"delegation.depth", "Long", "The number of grants on it."},
        Fact{"delegation.expiresAt", "datetime", "When the first of its grants ends."},
        Fact{"credential", "record", "What the agent presented."},
        Fact{"credential.kind", "String", "svid, oauth, transaction-token, api-key or session."},
        Fact{"credential.age", "duration", "Since it was issued."},
        Fact{"credential.remaining", "duration", "Until it expires; absent where it never does."},
        Fact{"tool", "record", "What the workspace says of the tool and the resource."},
        Fact{"tool.risk", "String", "As remit.json states it."},
        Fact{"tool.readOnly", "Bool", "Does the tool only read?"},
        Fact{"tool.labels", "Set<String>", "Labels that its results carry."},
        Fact{"tool.resourceKnown", "Bool", "Is the resource in the inventory?"},
        Fact{"approvals", "Set<String>",
             "Roles that have approved the call. Only approval rules may read it."},
        Fact{"session", "record", "What happened before in the session. Attempts count."},
        Fact{"session.calls", "Long", "Calls before this one."},
        Fact{"session.callsOfTool", "Long", "Calls of this tool before this one."},
        Fact{"session.callsLastMinute", "Long", "Calls within the last minute."},
        Fact{"session.toolsUsed", "Set<String>", "Tools called before."},
        Fact{"session.sources", "Set<String>", "Where the data of the session came from."},
        Fact{"session.labels", "Set<String>", "Labels of all results so far. They never shrink."},
        Fact{"session.newTool", "Bool", "Is this the first call of the tool?"},
        Fact{"session.newSource", "Bool", "Is this the first access to the data source?"},
        Fact{"provenance", "record", "Where the value of each argument occurred before the call."},
    };
    return kAll;
}

const Fact* findFact(std::string_view path)
{
    const auto all = facts();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [path](const Fact& fact) { return fact.path == path; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace remit::assist
