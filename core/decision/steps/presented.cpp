// SPDX-License-Identifier: Apache-2.0
#include "core/decision/steps/presented.h"

#include <algorithm>
#include <limits>

namespace remit::decision {

using trace::Field;

const Field& ownOrRun(const Field& own, const Field* ofRun)
{
    return own.isRecorded() || ofRun == nullptr ? own : *ofRun;
}

bool isOnPlan(const authority::Task& task, std::string_view tool)
{
    return !task.plan || std::find(task.plan->begin(), task.plan->end(), tool) != task.plan->end();
}

const authority::Credential* Presented::knownCredential() const
{
    return credential.isPresent() ? registry.credential(credential.text) : nullptr;
}

Instant Presented::historyTime() const
{
    return time.value_or(Instant{std::numeric_limits<std::int64_t>::min()});
}

Presented presentedBy(const RecordedCall& recorded, const PreparedCall& prepared,
                      const Setup& setup, const ToolMap& tools, const authority::Registry& registry,
                      const authority::History& history, authority::Knowledge knowledge)
{
    const trace::Call& call = recorded.call();
    const trace::RunStart* start = recorded.start;
    // A request that no trace recorded was not prepared by the rules.
    const ToolRule* rule =
        prepared.rule != nullptr ? prepared.rule : tools.ruleFor(call.tool, call.server);
    return {
        .setup = setup,
        .registry = registry,
        .history = history,
        .knowledge = knowledge,
        .prepared = prepared,
        .credential = ownOrRun(call.credential, start ? &start->credential : nullptr),
        .workload = ownOrRun(call.workload, start ? &start->workload : nullptr),
        .task = ownOrRun(call.task, start ? &start->task : nullptr),
        .onBehalfOf = start ? start->onBehalfOf : Field(),
        .audience = rule != nullptr && rule->audience ? Field(*rule->audience) : call.server,
        .time = recorded.event->time,
        .tool = call.tool,
        .skew = setup.clockSkew,
    };
}

} // namespace remit::decision
