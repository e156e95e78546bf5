// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/whatif.h"

#include "core/analysis/estate_of.h"
#include "core/analysis/events_beside.h"
#include "core/analysis/redelegated.h"
#include "core/replay/replay.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace remit::analysis {
namespace {

using authority::LifecycleEvent;

std::vector<LifecycleEvent> lifecycleOf(const std::vector<WhatIfEvent>& events)
{
    std::vector<LifecycleEvent> result;
    for (const WhatIfEvent& event : events) {
        if (const auto* lifecycle = std::get_if<LifecycleEvent>(&event.what))
            result.push_back(*lifecycle);
    }
    return result;
}

/// The earlier of the chain's expiry and the end of its task.
Instant naturalEnd(authority::Reaches& reaches, const authority::History& history,
                   const authority::Grant& grant, Instant time)
{
    Instant end = authority::expiryOf(reaches.chain(grant));
    const auto task = history.taskState(grant.task, time, authority::Knowledge::Effective);
    return task.ends ? std::min(end, *task.ends) : end;
}

Result<> compareGraphs(const decision::Setup& before, const decision::Setup& after,
                       const std::vector<WhatIfEvent>& events, WhatIf& result)
{
    const auto estateBefore = estateOf(before);
    const auto estateAfter = estateOf(after);
    if (!estateBefore || !estateAfter)
        return tl::unexpected(estateBefore ? estateAfter.error() : estateBefore.error());
    Instant last = result.first;
    for (const WhatIfEvent& event : events)
        last = std::max(last, event.at);
    const authority::History historyBefore(*estateBefore->registry, {});
    const authority::History historyAfter(*estateAfter->registry, lifecycleOf(events));
    authority::Reaches reachesBefore(*estateBefore);
    authority::Reaches reachesAfter(*estateAfter);
    const authority::GraphOptions grantsOnly{false, false};
    const auto graphBefore = buildGraph(reachesBefore, historyBefore, last, grantsOnly);
    const auto graphAfter = buildGraph(reachesAfter, historyAfter, last, grantsOnly);
    if (!graphBefore || !graphAfter)
        return tl::unexpected(graphBefore ? graphAfter.error() : graphBefore.error());
    const authority::GraphDifference difference = differenceOf(*graphBefore, *graphAfter);
    for (const authority::EdgeChange& change : difference.changedGrants) {
        const authority::Grant& grant = *estateBefore->registry->grant(change.grant);
        result.affected.push_back({change.grant, toText(grant.to), change.before, change.after,
                                   change.givenBefore, change.givenAfter,
                                   naturalEnd(reachesBefore, historyBefore, grant, result.first)});
    }
    for (const std::string& id : difference.addedGrants) {
        const authority::Grant& grant = *estateAfter->registry->grant(id);
        const authority::Edge& edge = graphAfter->edges[*graphAfter->findGrant(id)];
        result.affected.push_back({id, toText(grant.to), authority::EdgeState::NotYet, edge.state,
                                   0, edge.given,
                                   naturalEnd(reachesAfter, historyAfter, grant, result.first)});
    }
    std::sort(result.affected.begin(), result.affected.end(),
              [](const Affected& a, const Affected& b) { return a.grant < b.grant; });
    for (const authority::NodeChange& change : difference.changedNodes) {
        if (change.surfaceAfter < change.surfaceBefore)
            result.lostByPrincipals.push_back(change.id);
    }
    return {};
}

/// What makes a difference: the verdict and the triad, in a byte.
std::uint8_t stateOf(const decision::CallVerdict& row)
{
    const auto digit = [](const decision::Tristate& state) { return !state ? 2 : *state ? 1 : 0; };
    const int triad = digit(row.triad.authenticated) * 9 + digit(row.triad.delegated) * 3 +
                      digit(row.triad.permitted);
    return static_cast<std::uint8_t>(static_cast<int>(row.verdict) * 27 + triad);
}

/// States of all calls, by run and step.
using CallStates = std::map<std::string, std::vector<std::uint8_t>, std::less<>>;

Result<CallStates> statesOf(const decision::Decider& decider, const replay::EventSource& source,
                            const JobControl& job)
{
    CallStates states;
    const auto keep = [&](std::vector<decision::CallVerdict> rows) -> Result<> {
        for (const decision::CallVerdict& row : rows) {
            std::vector<std::uint8_t>& run = states[row.run];
            const auto step = static_cast<std::size_t>(row.step);
            run.resize(std::max(run.size(), step + 1));
            run[step] = stateOf(row);
        }
        return {};
    };
    const auto replayed = replay::replay(decider, source, {}, keep, job);
    if (!replayed)
        return tl::unexpected<Error>(replayed.error());
    return states;
}

using CallRows = std::map<std::pair<std::string, std::int64_t>, decision::CallVerdict>;

/// Counts what differs from these states; gives the rows of the first.
Result<CallRows> rowsThatDiffer(const CallStates& states, const decision::Decider& decider,
                                const replay::EventSource& source, WhatIf& result,
                                const JobControl& job)
{
    CallRows changed;
    const auto compare = [&](std::vector<decision::CallVerdict> rows) -> Result<> {
        for (decision::CallVerdict& row : rows) {
            const auto run = states.find(row.run);
            const auto step = static_cast<std::size_t>(row.step);
            if (run == states.end() || step >= run->second.size())
                continue;
            ++result.compared;
            if (run->second[step] == stateOf(row))
                continue;
            ++result.changed;
            if (changed.size() < kMostWhatIfCalls)
                changed.emplace(std::pair(row.run, row.step), std::move(row));
        }
        return {};
    };
    const auto replayed = replay::replay(decider, source, {}, compare, job);
    if (!replayed)
        return tl::unexpected<Error>(replayed.error());
    return changed;
}

/// Their rows as they were are decided once more.
Result<> listChanged(CallRows changed, const decision::Decider& before,
                     const replay::EventSource& source, WhatIf& result, const JobControl& job)
{
    replay::Options options;
    for (const auto& [key, row] : changed) {
        if (options.runs.empty() || options.runs.back() != key.first)
            options.runs.push_back(key.first);
    }
    if (options.runs.empty())
        return {};
    const auto list = [&](std::vector<decision::CallVerdict> rows) -> Result<> {
        for (decision::CallVerdict& row : rows) {
            const auto after = changed.find({row.run, row.step});
            if (after != changed.end())
                result.calls.push_back({std::move(row), std::move(after->second)});
        }
        return {};
    };
    const auto replayed = replay::replay(before, source, options, list, job);
    return replayed ? Result<>() : tl::unexpected<Error>(replayed.error());
}

Result<> compareCalls(const std::shared_ptr<const decision::Setup>& before,
                      const std::shared_ptr<const decision::Setup>& after,
                      const replay::EventSource& source, const std::vector<WhatIfEvent>& events,
                      WhatIf& result, const JobControl& job)
{
    const decision::Decider deciderBefore(before);
    const auto states = statesOf(deciderBefore, source, job);
    if (!states)
        return tl::unexpected<Error>(states.error());
    auto changed = rowsThatDiffer(*states, decision::Decider(after), EventsBeside(source, events),
                                  result, job);
    if (!changed)
        return tl::unexpected<Error>(changed.error());
    return listChanged(std::move(*changed), deciderBefore, source, result, job);
}

} // namespace

Result<WhatIf> whatIf(const std::shared_ptr<const decision::Setup>& setup,
                      const replay::EventSource& source, const std::vector<WhatIfEvent>& events,
                      const JobControl& job)
{
    if (events.empty())
        return failure(ErrorCode::Usage, "There is no event to insert.",
                       "Name at least one with --event.");
    WhatIf result;
    result.first = events.front().at;
    for (const WhatIfEvent& event : events)
        result.first = std::min(result.first, event.at);
    const auto changed = withRedelegations(setup, events);
    if (const auto done = compareGraphs(*setup, *changed, events, result); !done)
        return tl::unexpected(done.error());
    if (const auto done = compareCalls(setup, changed, source, events, result, job); !done)
        return tl::unexpected(done.error());
    return result;
}

} // namespace remit::analysis
