// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/decision/explanation.h"
#include "core/decision/messages.h"

namespace remit::decision {

namespace {

/// "step 3", or "step 3 of the run `r`" where that is another one.
std::string placeOf(const std::string& run, std::int64_t step, const CallVerdict& call)
{
    return "step " + std::to_string(step) +
           (run == call.run ? std::string() : " of the run `" + shown(run) + "`");
}

} // namespace

std::string ModesStory::text() const
{
    return std::string(consequential ? "consequential" : "isolated") + ", " +
           (frontLoaded ? "front-loaded" : "continuous");
}

std::string ModesStory::consequence(const CallVerdict& call) const
{
    std::string text;
    if (authorityStep) {
        const bool here = authorityRun == call.run && *authorityStep == call.step;
        text = "Steps 1 to 4 are decided once in a session: " +
               (here ? std::string("here, at the agent's first call.")
                     : "they were at " + placeOf(authorityRun, *authorityStep, call) +
                           ", the agent's first call.");
    }
    if (consequential && isCrossing(call.verdict))
        text += (text.empty() ? "" : " ") +
                std::string("The agent is stopped here: what it would do later is unreachable.");
    return text;
}

std::string unreachableSentence(const ModesStory& modes, const CallVerdict& call)
{
    if (!modes.stoppedBy)
        return "Unreachable: an earlier call of this agent would have been stopped.";
    const StoppedBy& by = *modes.stoppedBy;
    const std::string place = placeOf(by.run, by.step, call);
    const std::string agent = call.agent.empty() ? "run " + call.run : call.agent;
    if (by.agent == agent)
        return "Unreachable: " + (call.agent.empty() ? "the agent" : call.agent) +
               " was stopped at " + place + " and never came to this call.";
    return "Unreachable: " + by.agent + " was stopped at " + place +
           ", and delegated what led to this call after that.";
}

} // namespace remit::decision
