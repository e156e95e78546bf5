// SPDX-License-Identifier: Apache-2.0
#include "core/replay/session_replay.h"

#include <algorithm>
#include <tuple>

namespace remit::replay {

using decision::CallVerdict;
using decision::RecordedCall;
using trace::Event;

AuthorityKey authorityKey(const RecordedCall& call, const decision::PreparedCall& prepared,
                          const decision::AuthorityContext& context)
{
    std::string requester = call.start == nullptr ? std::string() : call.start->onBehalfOf.text;
    for (const cedar::EntityUid& named : context.named.requesters)
        requester += "\n" + toText(named);
    return {prepared.principalKnown ? toText(prepared.principal) : "run " + call.event->run,
            std::move(requester)};
}

SessionReplay::SessionReplay(const decision::Decider& decider, Mode mode,
                             const std::vector<Event>& events, decision::SessionAuthority authority,
                             decision::KeepProvenance keep)
    : m_decider(decider)
    , m_mode(mode)
    , m_events(events)
    , m_session(keep)
    , m_authority(std::move(authority))
{
    // A run's start counts for all its calls, also where the order of the session puts it later.
    for (const Event& event : events) {
        if (const auto* start = std::get_if<trace::RunStart>(&event.body))
            m_starts.try_emplace(event.run, start);
    }
}

const trace::RunStart* SessionReplay::startOf(const std::string& run) const
{
    const auto start = m_starts.find(run);
    return start == m_starts.end() ? nullptr : start->second;
}

RecordedCall SessionReplay::record(const Event& event)
{
    RecordedCall call;
    call.event = &event;
    call.start = startOf(event.run);
    call.step = m_steps[event.run]++;
    return call;
}

std::string SessionReplay::uidText(const std::string& recorded) const
{
    const auto& agents = m_decider.setup().types.agents;
    return toText(decision::principalOf(recorded, agents.empty() ? "Agent" : agents.front()));
}

/// An agent that the trace does not name is its run.
std::string SessionReplay::agentKey(const CallVerdict& verdict) const
{
    return verdict.agent.empty() ? "run " + verdict.run : verdict.agent;
}

/// Who sends a message, in the same form; empty for a human or the system.
std::string SessionReplay::senderKey(const Event& event, const trace::Message& message) const
{
    if (message.from.isPresent())
        return uidText(message.from.text);
    if (message.role != trace::Role::Agent)
        return {};
    const auto start = m_starts.find(event.run);
    const bool named = start != m_starts.end() && start->second->agent.isPresent();
    return named ? uidText(start->second->agent.text) : "run " + event.run;
}

CallVerdict SessionReplay::decideCall(const RecordedCall& call, cedar::Scratch& scratch)
{
    const decision::PreparedCall prepared = m_decider.prepare(call, m_session);
    if (m_mode == Mode::Consequential) {
        CallVerdict unreachable = m_decider.unreachable(call, prepared);
        if (m_cut.count(agentKey(unreachable)) > 0) {
            m_neverMade.emplace(call.event->run, call.call().callId);
            return unreachable;
        }
    }
    const decision::AuthorityContext context = m_authority.at(call);
    CallVerdict verdict = decideTimed(call, prepared, context, scratch);
    if (m_observer)
        m_observer(call, prepared, context, verdict);
    m_authority.settle(verdict);
    if (m_mode == Mode::Consequential && decision::isCrossing(verdict.verdict)) {
        // And the call itself never happened for the others.
        const std::string agent = agentKey(verdict);
        m_cut.try_emplace(agent, decision::StoppedBy{verdict.run, verdict.step, agent});
        m_neverMade.emplace(call.event->run, call.call().callId);
    } else {
        m_session.add(*call.event, prepared.resultLabels, prepared.values);
    }
    return verdict;
}

/// Front-loaded, the authority of an agent for its requester is that of its first call, chain and
/// all; policies and approvals are asked for each call.
CallVerdict SessionReplay::decideTimed(const RecordedCall& call,
                                       const decision::PreparedCall& prepared,
                                       const decision::AuthorityContext& context,
                                       cedar::Scratch& scratch)
{
    const auto first = firstCall(call, prepared, context);
    return first == nullptr ? m_decider.decide(call, prepared, context, scratch)
                            : m_decider.decide(call, prepared, first->part, context, scratch);
}

std::shared_ptr<const decision::FirstCall>
SessionReplay::firstCall(const RecordedCall& call, const decision::PreparedCall& prepared,
                         const decision::AuthorityContext& context)
{
    if (m_timing == Timing::Continuous ||
        m_decider.setup().authority == decision::Authority::NotModelled)
        return nullptr;
    std::shared_ptr<const decision::FirstCall>& first =
        m_firsts[authorityKey(call, prepared, context)];
    if (first == nullptr)
        first = std::make_shared<const decision::FirstCall>(decision::FirstCall{
            call, prepared, context, m_decider.decideAuthority(call, prepared, context)});
    return first;
}

decision::AuthorityContext SessionReplay::authority() const
{
    decision::AuthorityContext context = m_authority.at(m_call);
    context.ignored = m_authority.ignored();
    return context;
}

void SessionReplay::addOther(const Event& event)
{
    m_authority.add(event, startOf(event.run));
    if (const auto* delegate = std::get_if<trace::Delegate>(&event.body)) {
        if (const auto stopped = m_cut.find(uidText(delegate->from)); stopped != m_cut.end())
            m_cut.try_emplace(uidText(delegate->to), stopped->second);
    }
    if (m_mode == Mode::Isolated || !isCut(event))
        m_session.add(event);
}

/// What a stopped agent would have said, and what calls that were never made gave back.
bool SessionReplay::isCut(const Event& event) const
{
    if (const auto* message = std::get_if<trace::Message>(&event.body))
        return m_cut.count(senderKey(event, *message)) > 0;
    if (const auto* result = std::get_if<trace::CallResult>(&event.body))
        return m_neverMade.count({event.run, result->callId}) > 0;
    return false;
}

std::vector<CallVerdict> SessionReplay::decideAll(cedar::Scratch& scratch)
{
    std::vector<CallVerdict> rows;
    rows.reserve(static_cast<std::size_t>(
        std::count_if(m_events.begin(), m_events.end(), [](const Event& event) {
            return std::holds_alternative<trace::Call>(event.body);
        })));
    for (const Event& event : m_events) {
        if (std::holds_alternative<trace::Call>(event.body))
            rows.push_back(decideCall(record(event), scratch));
        else
            addOther(event);
    }
    if (m_starts.size() > 1 || m_steps.size() > 1) {
        std::sort(rows.begin(), rows.end(), [](const CallVerdict& a, const CallVerdict& b) {
            return std::tie(a.run, a.step) < std::tie(b.run, b.step);
        });
    }
    return rows;
}

void SessionReplay::pass(const RecordedCall& call, cedar::Scratch& scratch)
{
    if (m_mode == Mode::Consequential || m_timing == Timing::FrontLoaded) {
        decideCall(call, scratch);
        return;
    }
    const decision::PreparedCall prepared = m_decider.prepare(call, m_session);
    if (const auto authority = m_authority.at(call); !authority.approvals.empty())
        m_authority.settle(m_decider.decide(call, prepared, authority, scratch));
    m_session.add(*call.event, prepared.resultLabels, prepared.values);
}

void SessionReplay::arriveAt(const RecordedCall& call)
{
    m_story = {m_mode == Mode::Consequential, m_timing == Timing::FrontLoaded, {}, nullptr};
    const decision::PreparedCall prepared = m_decider.prepare(call, m_session);
    if (const auto stopped = m_cut.find(agentKey(m_decider.unreachable(call, prepared)));
        stopped != m_cut.end())
        m_story.stoppedBy = stopped->second;
    else
        m_story.first = firstCall(call, prepared, m_authority.at(call));
}

bool SessionReplay::advanceTo(const std::string& run, std::int64_t step)
{
    cedar::Scratch scratch;
    for (m_index = 0; m_index < m_events.size(); ++m_index) {
        const Event& event = m_events[m_index];
        if (!std::holds_alternative<trace::Call>(event.body)) {
            addOther(event);
            continue;
        }
        m_call = record(event);
        if (event.run == run && m_call.step == step) {
            arriveAt(m_call);
            return true;
        }
        pass(m_call, scratch);
    }
    return false;
}

} // namespace remit::replay
