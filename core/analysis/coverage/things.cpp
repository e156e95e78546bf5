// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/coverage/things.h"

#include "core/base/text.h"
#include "core/cedar/schema/schema.h"

#include <algorithm>

namespace remit::analysis {

namespace {

std::string callsOf(std::int64_t count)
{
    return count == 1 ? "1 call" : std::to_string(count) + " calls";
}

CoveredThing actionOf(const std::string& uid, const CallTally& calls)
{
    CoveredThing thing;
    thing.id = uid;
    if (const auto found = calls.actions.find(uid); found != calls.actions.end())
        thing.verdicts = found->second;
    else
        thing.uncovered = Why{UncoveredReason::NoCall, "No decided call has this action.", {}};
    return thing;
}

std::string unusedText(const authority::Grant& grant, const CallTally& calls)
{
    const auto found = calls.agents.find(toText(grant.to));
    if (found == calls.agents.end())
        return "No decided call is by its receiver, " + shown(toText(grant.to)) + ".";
    return "The " + callsOf(found->second) +
           " of its receiver went over other chains, or over none.";
}

bool touches(const CallTally& calls, const Finding& finding)
{
    if (finding.example.isCall())
        return true; // such a finding is one of the decided calls
    if (finding.subjects.empty())
        return false;
    const std::string& chief = finding.subjects.front();
    return calls.grants.count(chief) > 0 || calls.names.count(chief) > 0;
}

} // namespace

std::vector<CoveredThing> coveredActions(const CoverageInput& input)
{
    std::vector<CoveredThing> things;
    if (input.setup.schema) {
        for (const auto& [uid, action] : input.setup.schema->actions()) {
            if (!action.appliesToNothing())
                things.push_back(actionOf(toText(uid), input.calls));
        }
        return things;
    }
    for (const auto& [uid, verdicts] : input.calls.actions)
        things.push_back(actionOf(uid, input.calls));
    return things;
}

std::vector<CoveredThing> coveredGrants(const CoverageInput& input)
{
    std::vector<CoveredThing> things;
    if (!input.setup.registry || input.setup.authority == decision::Authority::NotModelled)
        return things;
    for (const authority::Grant& grant : input.setup.registry->grants()) {
        CoveredThing thing;
        thing.id = grant.id;
        if (const auto found = input.calls.grants.find(grant.id); found != input.calls.grants.end())
            thing.verdicts = found->second;
        else
            thing.uncovered = Why{UncoveredReason::NoCall, unusedText(grant, input.calls), {}};
        things.push_back(std::move(thing));
    }
    std::sort(things.begin(), things.end(),
              [](const CoveredThing& a, const CoveredThing& b) { return a.id < b.id; });
    return things;
}

std::vector<CoveredThing> coveredFindings(const CoverageInput& input)
{
    std::vector<CoveredThing> things;
    for (const Finding& finding : input.findings) {
        CoveredThing thing;
        thing.id = finding.id();
        thing.message = finding.message;
        if (!touches(input.calls, finding))
            thing.uncovered =
                Why{UncoveredReason::NoCall,
                    finding.subjects.empty()
                        ? std::string("No decided call shows it.")
                        : "No decided call touches " + shown(finding.subjects.front()) + ".",
                    {}};
        things.push_back(std::move(thing));
    }
    return things;
}

} // namespace remit::analysis
