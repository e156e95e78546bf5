// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/events_beside.h"

#include "core/analysis/redelegated.h"

#include <algorithm>

namespace remit::analysis {
namespace {

constexpr const char* kRun = "what-if";

std::string_view objectName(authority::ObjectKind kind)
{
    using authority::ObjectKind;
    switch (kind) {
    case ObjectKind::Task:
        return "task";
    case ObjectKind::Grant:
        return "grant";
    case ObjectKind::Credential:
        return "credential";
    case ObjectKind::Workload:
        return "workload";
    case ObjectKind::Principal:
        return "principal";
    }
    return "grant";
}

std::string_view eventName(authority::LifecycleEvent::Kind kind)
{
    using Kind = authority::LifecycleEvent::Kind;
    switch (kind) {
    case Kind::Activate:
        return "activate";
    case Kind::Complete:
        return "complete";
    case Kind::Cancel:
        return "cancel";
    case Kind::ScopeChange:
        return "scope-change";
    case Kind::Expire:
        return "expire";
    case Kind::Revoke:
        return "revoke";
    case Kind::Compromise:
        return "compromise";
    }
    return "revoke";
}

std::vector<trace::Event> recorded(const std::vector<WhatIfEvent>& events)
{
    std::vector<trace::Event> result;
    const auto add = [&](std::optional<Instant> time, trace::EventBody body) {
        trace::Event event;
        event.run = kRun;
        event.time = time;
        event.sequence = static_cast<std::int64_t>(result.size());
        event.body = std::move(body);
        result.push_back(std::move(event));
    };
    trace::RunStart start;
    start.format = kWhatIfFormat;
    Instant first = events.front().at;
    for (const WhatIfEvent& event : events)
        first = std::min(first, event.at);
    add(first, start);
    for (const WhatIfEvent& event : events) {
        if (const auto* lifecycle = std::get_if<authority::LifecycleEvent>(&event.what))
            add(event.at,
                trace::Lifecycle{std::string(objectName(lifecycle->objectKind)), lifecycle->object,
                                 std::string(eventName(lifecycle->kind)), event.at});
        else if (const auto* approve = std::get_if<trace::Approve>(&event.what))
            add(event.at, *approve);
    }
    return result;
}

} // namespace

EventsBeside::EventsBeside(const replay::EventSource& source,
                           const std::vector<WhatIfEvent>& events)
    : m_source(source), m_sessions(source.sessions())
{
    std::vector<trace::Event> own = recorded(events);
    replay::sortSession(own);
    m_events = std::make_shared<const std::vector<trace::Event>>(std::move(own));
    const auto place = std::find_if(m_sessions.begin(), m_sessions.end(), [](const auto& session) {
        return session.runs.front() > kRun;
    });
    m_own = static_cast<std::size_t>(place - m_sessions.begin());
    m_sessions.insert(place, replay::Session{{kRun}});
}

Result<replay::Events> EventsBeside::events(std::size_t session) const
{
    if (session == m_own)
        return m_events;
    return m_source.events(session < m_own ? session : session - 1);
}

} // namespace remit::analysis
