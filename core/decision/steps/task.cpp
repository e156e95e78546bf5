// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/decision/steps/authority_steps.h"

#include <fmt/format.h>

namespace remit::decision {

namespace {

using authority::History;
using authority::Task;
using authority::TaskRef;
using Phase = History::TaskPhase;

StepOutcome inactive(std::string message)
{
    return StepOutcome::failed(CrossingKind::TaskInactive, std::move(message));
}

bool hasEnded(Phase phase)
{
    return phase != Phase::Active && phase != Phase::Waiting && phase != Phase::Unknown;
}

} // namespace

CalledTask calledTask(const Presented& call)
{
    if (!call.task.isRecorded())
        return {std::nullopt, false};
    if (!call.task.isPresent())
        return {};
    const auto versions = call.registry.versions(call.task.text);
    if (versions.empty()) {
        const auto ref = authority::parseTaskRef(call.task.text);
        return CalledTask{ref ? *ref : TaskRef{call.task.text, 0}, true};
    }
    if (versions.size() == 1)
        return {versions.front()->ref, true};
    if (!call.time)
        return {std::nullopt, false};
    CalledTask found{versions.back()->ref, true};
    int active = 0;
    for (const Task* version : versions) {
        if (call.history.taskState(version->ref, *call.time, call.knowledge).phase != Phase::Active)
            continue;
        found.ref = version->ref;
        ++active;
    }
    return active > 1 ? CalledTask{std::nullopt, false} : found;
}

StepOutcome judgeTask(const Presented& call, const CalledTask& task)
{
    if (!task.known)
        return StepOutcome::missing({"task"}, "For which task the call is made is not recorded.");
    if (!task.ref)
        return inactive("The call is made for no task.");
    const std::string id = task.ref->version > 0 ? shown(toText(*task.ref)) : shown(task.ref->id);
    if (!call.registry.task(*task.ref))
        return inactive(fmt::format("The task {} is not declared.", id));
    const History::TaskState state =
        call.history.taskState(*task.ref, call.historyTime(), call.knowledge);
    if (!call.time && !hasEnded(state.phase))
        return StepOutcome::missing(
            {"time"}, fmt::format("Whether the task {} was active depends on the time of the "
                                  "call, which is not recorded.",
                                  id));
    if (state.phase != Phase::Active)
        return inactive(fmt::format("The task {} is {}{}.", id, name(state.phase),
                                    call.time && hasEnded(state.phase) && state.ends &&
                                            state.phase != Phase::ParentEnded
                                        ? " (at " + rfc3339(*state.ends) + ")"
                                        : std::string()));
    return StepOutcome::passed(
        fmt::format("The task {} is active up to {}.", id, rfc3339(*state.ends)));
}

} // namespace remit::decision
