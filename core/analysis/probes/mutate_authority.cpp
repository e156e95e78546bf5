// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/probes/mutations.h"
#include "core/base/text.h"

#include <algorithm>

/// Probes that change who calls, and when.
namespace remit::analysis {

namespace {

const trace::Field& ownOr(const trace::Field& own, const trace::RunStart* start,
                          trace::Field trace::RunStart::*ofRun)
{
    static const trace::Field kNone;
    if (own.isRecorded())
        return own;
    return start == nullptr ? kNone : start->*ofRun;
}

/// Agents that the workspace declares, but for the one that acts.
std::vector<std::string> otherAgents(const MutationInput& input, const std::string& acting)
{
    std::vector<std::string> others;
    const auto& types = input.world.setup.types.agents;
    for (const authority::Actor& actor : input.world.setup.registry->actors()) {
        const bool agent = std::find(types.begin(), types.end(), actor.uid.type) != types.end();
        if (agent && toText(actor.uid) != acting && actor.uid.id != acting)
            others.push_back(toText(actor.uid));
    }
    std::sort(others.begin(), others.end());
    return others;
}

} // namespace

/// The last good call again: by another agent, or from another workload.
std::optional<Probe> probeReplayedCredential(const MutationInput& input)
{
    std::vector<const BaseCall*> calls = goodCalls(input, false);
    std::erase_if(calls, [&](const BaseCall* call) {
        const trace::Field& id =
            ownOr(call->call->credential, input.run.start, &trace::RunStart::credential);
        return !id.isPresent() || input.world.setup.registry->credential(id.text) == nullptr;
    });
    if (calls.empty())
        return std::nullopt;
    const BaseCall& call = *input.dice.pick(calls);
    const std::string credential =
        ownOr(call.call->credential, input.run.start, &trace::RunStart::credential).text;
    const std::string acting =
        ownOr(call.call->agent, input.run.start, &trace::RunStart::agent).text;
    trace::Call again = *call.call;
    again.credential = trace::Field(credential);
    const std::vector<std::string> others = otherAgents(input, acting);
    std::string who;
    if (!others.empty() && input.dice.below(2) == 0) {
        who = input.dice.pick(others);
        again.agent = trace::Field(who);
    } else {
        again.workload = trace::Field("spiffe://probe.example/" + input.dice.tag());
        who = again.workload.text;
    }
    ChangedSession changed(input.run, input.suffix);
    const std::string id = changed.append(std::move(again));
    return std::move(changed).finish(
        ProbeKind::ReplayedCredential, input.run, call.step,
        "The credential " + shown(credential) + " is presented by " + shown(who) + ".", {id});
}

std::optional<Probe> probeAfterCompletion(const MutationInput& input)
{
    constexpr std::int64_t kSecond = 1000;
    std::vector<const BaseCall*> calls = goodCalls(input, false);
    std::erase_if(calls, [&](const BaseCall* call) {
        return !(*input.run.events)[call->event].time.has_value();
    });
    const auto ref = authority::parseTaskRef(input.run.task);
    const auto versions = input.world.setup.registry->versions(
        ref ? ref->id : std::string(replay::taskId(input.run.task)));
    if (calls.empty() || versions.empty())
        return std::nullopt;
    const std::string task = toText(ref ? *ref : versions.back()->ref);
    const BaseCall& call = *input.dice.pick(calls);
    ChangedSession changed(input.run, input.suffix);
    changed.append(trace::Lifecycle{"task", task, "complete", {}}, kSecond);
    trace::Call again = *call.call;
    again.callId = "probe-call-after";
    changed.append(trace::EventBody(std::move(again)), kSecond);
    return std::move(changed).finish(ProbeKind::AfterCompletion, input.run, call.step,
                                     call.call->tool + " is called after the task " + shown(task) +
                                         " is complete.",
                                     {"probe-call-after"});
}

} // namespace remit::analysis
