// SPDX-License-Identifier: Apache-2.0
#include "core/replay/event_source.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace remit::replay {

namespace {

using trace::Event;

/// Task id and session of each run: what says which runs are one session.
struct RunKey {
    std::string task;
    std::string session;
    auto operator<=>(const RunKey&) const = default;
};

std::map<std::string, std::vector<Event>> byRun(std::vector<Event> events)
{
    std::map<std::string, std::vector<Event>> runs;
    for (Event& event : events)
        runs[event.run].push_back(std::move(event));
    return runs;
}

RunKey keyOf(const std::vector<Event>& run)
{
    RunKey key;
    for (const Event& event : run) {
        if (key.session.empty())
            key.session = event.session;
        const auto* start = std::get_if<trace::RunStart>(&event.body);
        if (start != nullptr && start->task.isPresent() && key.task.empty())
            key.task = taskId(start->task.text);
    }
    return key;
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
    std::map<RunKey, std::size_t> known;
    std::vector<std::vector<Event>> sessions;
    for (auto& [run, own] : byRun(std::move(events))) {
        const RunKey key = keyOf(own);
        std::size_t at = m_sessions.size();
        if (!key.session.empty())
            at = known.try_emplace(key, at).first->second;
        if (at == m_sessions.size()) {
            m_sessions.emplace_back();
            sessions.emplace_back();
        }
        m_sessions[at].runs.push_back(run);
        std::move(own.begin(), own.end(), std::back_inserter(sessions[at]));
    }
    for (std::vector<Event>& session : sessions) {
        sortSession(session);
        m_events.push_back(std::make_shared<const std::vector<Event>>(std::move(session)));
    }
}

Result<Events> MemorySource::events(std::size_t session) const
{
    return m_events[session];
}

} // namespace remit::replay
