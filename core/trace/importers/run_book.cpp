// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/run_book.h"

#include <functional>

namespace remit::trace {

namespace {

std::size_t hashOf(const std::string& id)
{
    return std::hash<std::string>{}(id);
}

} // namespace

void RunBook::fill(Event& event)
{
    constexpr std::int64_t kStep = 1000; // milliseconds
    if (event.session.empty())
        event.session = m_givenSession;
    if (!m_givenTime)
        return;
    if (event.time) { // it has times after all
        m_givenTime.reset();
        return;
    }
    event.time = m_givenTime;
    m_givenTime->milliseconds += kStep;
}

bool RunBook::isFirstStepBack(const Event& event)
{
    if (!event.time || m_steppedBack)
        return false;
    if (!m_latest || *event.time >= *m_latest) {
        m_latest = event.time;
        return false;
    }
    m_steppedBack = true;
    return true;
}

bool RunBook::isFirstAfterResult(const Event& event)
{
    const auto* call = std::get_if<Call>(&event.body);
    if (call == nullptr || m_answeredEarly || m_early.count(call->callId) == 0)
        return false;
    m_answeredEarly = true;
    return true;
}

bool RunBook::enter(Event& event, ImportCounts& counts, NotRecorded& gaps)
{
    m_started = true;
    ++counts.events;
    bool repeated = false;
    if (const auto* start = std::get_if<RunStart>(&event.body)) {
        enterStart(*start);
    } else if (auto* call = std::get_if<Call>(&event.body)) {
        ++counts.calls;
        gaps.callsWithoutTime += event.time ? 0 : 1;
        gaps.callsWithoutArguments += call->arguments ? 0 : 1;
        repeated = enterCall(*call);
    } else if (auto* result = std::get_if<CallResult>(&event.body)) {
        ++counts.results;
        enterResult(*result);
    } else if (std::holds_alternative<Message>(event.body)) {
        ++counts.messages;
    } else if (std::holds_alternative<Note>(event.body)) {
        ++counts.notes;
    }
    return repeated;
}

void RunBook::enterStart(const RunStart& start)
{
    m_agent |= start.agent.isRecorded();
    m_onBehalfOf |= start.onBehalfOf.isRecorded();
    m_task |= start.task.isRecorded();
    m_credential |= start.credential.isRecorded();
    m_workload |= start.workload.isRecorded();
}

bool RunBook::enterCall(Call& call)
{
    const std::string recorded = call.callId;
    bool repeated = false;
    for (int n = 2; !m_callIds.insert(hashOf(call.callId)).second; ++n) {
        call.callId = recorded + '#' + std::to_string(n);
        repeated = true;
    }
    if (repeated)
        m_renamed[recorded] = call.callId;
    if (m_early.erase(call.callId) == 0)
        m_open.insert(call.callId);
    return repeated;
}

void RunBook::enterResult(CallResult& result)
{
    const auto renamed = m_renamed.find(result.callId);
    if (renamed != m_renamed.end() && m_open.count(renamed->second) > 0)
        result.callId = renamed->second;
    if (m_open.erase(result.callId) == 0 && m_callIds.count(hashOf(result.callId)) == 0)
        m_early.insert(result.callId);
}

void RunBook::close(NotRecorded& gaps) const
{
    gaps.runsWithoutAgent += m_agent ? 0 : 1;
    gaps.runsWithoutOnBehalfOf += m_onBehalfOf ? 0 : 1;
    gaps.runsWithoutTask += m_task ? 0 : 1;
    gaps.runsWithoutCredential += m_credential ? 0 : 1;
    gaps.runsWithoutWorkload += m_workload ? 0 : 1;
    gaps.callsWithoutResult += m_open.size();
    gaps.resultsWithoutCall += m_early.size();
}

} // namespace remit::trace
