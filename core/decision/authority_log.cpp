// SPDX-License-Identifier: Apache-2.0
#include "core/decision/authority_log.h"

#include "core/decision/index.h"
#include "core/decision/steps/approval.h"
#include "core/decision/steps/request.h"

#include <algorithm>
#include <tuple>

namespace remit::decision {

namespace {

using trace::Event;

bool earlier(const SourcedEvent& a, const SourcedEvent& b)
{
    return std::tie(a.event->time, a.event->run, a.event->sequence) <
           std::tie(b.event->time, b.event->run, b.event->sequence);
}

/// In one run by its order; between runs by time. Without times nothing is before anything in
/// another run.
bool recordedBefore(const Approval& approval, const Event& call)
{
    if (approval.run == call.run)
        return approval.sequence < call.sequence;
    return approval.time && call.time &&
           std::tie(*approval.time, approval.run) < std::tie(*call.time, call.run);
}

cedar::EntityUid uidOf(const std::string& recorded, const std::vector<std::string>& types,
                       const char* fallback)
{
    return principalOf(recorded, types.empty() ? fallback : types.front());
}

} // namespace

AuthorityLog::AuthorityLog(const Decider& decider, const std::vector<SourcedEvent>& events)
{
    std::vector<SourcedEvent> sorted = events;
    std::stable_sort(sorted.begin(), sorted.end(), earlier);
    std::vector<authority::LifecycleEvent> timeline;
    for (const SourcedEvent& each : sorted) {
        if (std::holds_alternative<trace::Lifecycle>(each.event->body)) {
            auto read = readLifecycle(*each.event, each.start, decider.setup());
            if (read.meaning && read.meaning->timed)
                timeline.push_back(std::move(read.meaning->event));
        } else if (std::holds_alternative<trace::Approve>(each.event->body)) {
            auto read =
                readApproval(*each.event, each.start, decider.setup(), decider.index().tools);
            if (read.meaning)
                m_approvals.push_back(std::move(*read.meaning));
        }
    }
    m_history = std::make_shared<const authority::History>(decider.index().history, timeline);
    m_sessions.resize(m_approvals.size());
    for (std::size_t i = 0; i < m_approvals.size(); ++i)
        m_byArguments.emplace(m_approvals[i].argumentsHash, i);
}

std::vector<std::size_t> AuthorityLog::approvalsFor(const RecordedCall& call,
                                                    const Decider& decider) const
{
    std::vector<std::size_t> found;
    const bool argumentsKnown = call.call().arguments.has_value();
    const auto [first, last] =
        argumentsKnown ? m_byArguments.equal_range(argumentsHash(call.call()).value_or(""))
                       : std::pair(m_byArguments.begin(), m_byArguments.end());
    if (first == last)
        return found;
    PreparedCall prepared;
    prepareRequest(decider.setup(), decider.index().tools, call, readArguments(call.call()),
                   prepared);
    for (auto it = first; it != last; ++it) {
        const Approval& approval = m_approvals[it->second];
        if (recordedBefore(approval, *call.event) && prepared.principalKnown &&
            prepared.principal == approval.agent && prepared.action == approval.action &&
            (!prepared.resourceKnown || prepared.resource == approval.resource))
            found.push_back(it->second);
    }
    std::sort(found.begin(), found.end());
    return found;
}

SessionAuthority::SessionAuthority(const Decider& decider, std::shared_ptr<const AuthorityLog> log,
                                   std::size_t session)
    : m_decider(&decider), m_log(std::move(log))
{
    if (!m_log)
        return;
    const std::vector<Approval>& approvals = m_log->approvals();
    for (std::size_t i = 0; i < approvals.size(); ++i) {
        if (m_log->sessionOf(i) == session)
            m_approvals[approvals[i].agent].push_back({&approvals[i], approvals[i].count});
    }
}

void SessionAuthority::add(const Event& event, const trace::RunStart* start)
{
    if (const auto* delegate = std::get_if<trace::Delegate>(&event.body))
        addDelegate(*delegate, start);
    if (std::holds_alternative<trace::Lifecycle>(event.body))
        addLocal(event, start);
    if (std::holds_alternative<trace::Approve>(event.body)) {
        auto read = readApproval(event, start, m_decider->setup(), m_decider->index().tools);
        if (!read.ignored.empty())
            m_ignored.push_back(std::move(read.ignored));
    }
}

/// A delegation that an authority source records replaces what was said before it; one from
/// elsewhere is evidence, and can only narrow the choice of chains (R9).
void SessionAuthority::addDelegate(const trace::Delegate& delegate, const trace::RunStart* start)
{
    const Setup& setup = m_decider->setup();
    Delegated& receiver = m_delegated[uidOf(delegate.to, setup.types.agents, "Agent")];
    Named* named = &receiver.byOthers;
    if (isFrom(setup.authoritySources, start)) {
        receiver = {};
        named = &receiver.byAuthority;
    }
    const auto add = [](auto& list, auto item) {
        if (std::find(list.begin(), list.end(), item) == list.end())
            list.push_back(std::move(item));
    };
    if (delegate.requester.isPresent())
        add(named->requesters, uidOf(delegate.requester.text, setup.types.humans, "User"));
    if (delegate.grant.isPresent())
        add(named->grants, delegate.grant.text);
}

void SessionAuthority::addLocal(const Event& event, const trace::RunStart* start)
{
    auto read = readLifecycle(event, start, m_decider->setup());
    if (!read.ignored.empty())
        m_ignored.push_back(std::move(read.ignored));
    if (!read.meaning || read.meaning->timed)
        return;
    Local& local = m_local[event.run];
    local.events.push_back(std::move(read.meaning->event));
    local.history = std::make_shared<const authority::History>(
        m_log ? m_log->history() : m_decider->index().history, local.events);
}

AuthorityContext SessionAuthority::at(const RecordedCall& call) const
{
    AuthorityContext context;
    const auto local = m_local.find(call.event->run);
    if (local != m_local.end())
        context.history = local->second.history;
    else if (m_log)
        context.history = m_log->history();
    const trace::Field& agent = agentOf(call);
    if (!agent.isPresent())
        return context;
    const cedar::EntityUid uid = uidOf(agent.text, m_decider->setup().types.agents, "Agent");
    if (const auto delegated = m_delegated.find(uid); delegated != m_delegated.end()) {
        context.named = delegated->second.byAuthority;
        const Named& others = delegated->second.byOthers;
        context.named.requesters.insert(context.named.requesters.end(), others.requesters.begin(),
                                        others.requesters.end());
        context.named.grants.insert(context.named.grants.end(), others.grants.begin(),
                                    others.grants.end());
    }
    if (const auto held = m_approvals.find(uid); held != m_approvals.end()) {
        for (const Held& one : held->second) {
            if (one.left > 0 && recordedBefore(*one.approval, *call.event))
                context.approvals.push_back(*one.approval);
        }
    }
    return context;
}

void SessionAuthority::settle(const CallVerdict& verdict)
{
    for (const std::string& used : verdict.approvalsUsed) {
        for (auto& [agent, held] : m_approvals) {
            for (Held& one : held) {
                if (one.approval->text() == used)
                    --one.left;
            }
        }
    }
}

} // namespace remit::decision
