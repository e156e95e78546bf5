// SPDX-License-Identifier: Apache-2.0
#include "core/replay/event_source.h"

#include "core/replay/session_groups.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace remit::replay {

namespace {

using trace::Event;

std::map<std::string, std::vector<Event>> byRun(std::vector<Event> events)
{
    std::map<std::string, std::vector<Event>> runs;
    for (Event& event : events)
        runs[event.run].push_back(std::move(event));
    return runs;
}

bool allTimed(const std::vector<Event>& events)
{
    return std::all_of(events.begin(), events.end(),
                       [](const Event& event) { return event.time.has_value(); });
}

} // namespace

std::string_view taskId(std::string_view task)
{
    const std::size_t at = task.rfind('@');
    return at == std::string_view::npos || at == 0 ? task : task.substr(0, at);
}

void sortSession(std::vector<Event>& events)
{
    if (allTimed(events)) {
        std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
            return std::tie(*a.time, a.run, a.sequence) < std::tie(*b.time, b.run, b.sequence);
        });
        return;
    }
    std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
        return std::tie(a.sequence, a.run) < std::tie(b.sequence, b.run);
    });
}

MemorySource::MemorySource(std::vector<Event> events)
{
    auto runs = byRun(std::move(events));
    std::vector<RunIdentity> identities;
    for (const auto& [run, own] : runs)
        identities.push_back(identityOf(run, own));
    m_sessions = groupSessions(identities);
    for (const Session& session : m_sessions) {
        std::vector<Event> together;
        for (const std::string& run : session.runs)
            std::move(runs[run].begin(), runs[run].end(), std::back_inserter(together));
        sortSession(together);
        m_events.push_back(std::make_shared<const std::vector<Event>>(std::move(together)));
    }
}

Result<Events> MemorySource::events(std::size_t session) const
{
    return m_events[session];
}

} // namespace remit::replay
