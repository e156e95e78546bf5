// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/whatif.h"

#include "core/analysis/estate_of.h"
#include "core/analysis/events_beside.h"
#include "core/analysis/redelegated.h"
#include "core/replay/replay.h"

#include <algorithm>
#include <map>

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

using CallKey = std::pair<std::string, std::int64_t>;

Result<> compareCalls(const std::shared_ptr<const decision::Setup>& before,
                      const std::shared_ptr<const decision::Setup>& after,
                      const replay::EventSource& source, const std::vector<WhatIfEvent>& events,
                      WhatIf& result, const JobControl& job)
{
    const decision::Decider deciderBefore(before);
    auto rowsBefore = replay::replay(deciderBefore, source, {}, job);
    if (!rowsBefore)
        return tl::unexpected(rowsBefore.error());
    const EventsBeside changed(source, events);
    const decision::Decider deciderAfter(after);
    auto rowsAfter = replay::replay(deciderAfter, changed, {}, job);
    if (!rowsAfter)
        return tl::unexpected(rowsAfter.error());
    std::map<CallKey, decision::CallVerdict*> known;
    for (decision::CallVerdict& row : rowsAfter->rows)
        known.emplace(CallKey{row.run, row.step}, &row);
    for (decision::CallVerdict& row : rowsBefore->rows) {
        const auto other = known.find({row.run, row.step});
        if (other == known.end())
            continue;
        ++result.compared;
        if (row.verdict != other->second->verdict || row.triad != other->second->triad)
            result.calls.push_back({std::move(row), std::move(*other->second)});
    }
    return {};
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
