// SPDX-License-Identifier: Apache-2.0
#include "core/replay/timeline.h"

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <tuple>

namespace remit::replay {

namespace {

using decision::AuthorityLog;
using decision::Decider;
using decision::RecordedCall;
using trace::Event;

using Starts = std::map<std::string, const trace::RunStart*, std::less<>>;

Starts startsOf(const std::vector<Event>& events)
{
    Starts starts;
    for (const Event& event : events) {
        if (const auto* start = std::get_if<trace::RunStart>(&event.body))
            starts.try_emplace(event.run, start);
    }
    return starts;
}

const trace::RunStart* startOf(const Starts& starts, const std::string& run)
{
    const auto found = starts.find(run);
    return found == starts.end() ? nullptr : found->second;
}

using Visit = std::function<void(std::size_t session, const Event&, const trace::RunStart*)>;

Result<> visitAll(const EventSource& source, const JobControl& control, const Visit& visit)
{
    for (std::size_t i = 0; i < source.sessions().size(); ++i) {
        if (control.cancelled())
            return failure(ErrorCode::Cancelled, "The replay was cancelled.");
        const Result<Events> events = source.events(i);
        if (!events)
            return tl::unexpected(events.error());
        const Starts starts = startsOf(**events);
        for (const Event& event : **events)
            visit(i, event, startOf(starts, event.run));
    }
    return {};
}

/// Events that outlive the sessions that they were read with.
class Kept {
public:
    void add(const Event& event, const trace::RunStart* start)
    {
        m_events.push_back(event);
        if (start != nullptr)
            m_starts.push_back(*start);
        m_sourced.push_back({&m_events.back(), start == nullptr ? nullptr : &m_starts.back()});
    }
    [[nodiscard]] const std::vector<decision::SourcedEvent>& sourced() const { return m_sourced; }

private:
    std::deque<Event> m_events;
    std::deque<trace::RunStart> m_starts;
    std::vector<decision::SourcedEvent> m_sourced;
};

/// The first call that an approval is for, in the order of the timeline.
struct FirstCall {
    std::size_t session = 0;
    std::tuple<bool, std::optional<Instant>, std::string, std::int64_t> place;
};

auto placeOf(const Event& event)
{
    return std::tuple(!event.time.has_value(), event.time, event.run, event.sequence);
}

Result<> assignApprovals(const Decider& decider, const EventSource& source,
                         const JobControl& control, AuthorityLog& log)
{
    std::vector<std::optional<FirstCall>> first(log.approvals().size());
    const Visit visit = [&](std::size_t session, const Event& event, const trace::RunStart* start) {
        if (!std::holds_alternative<trace::Call>(event.body))
            return;
        const RecordedCall call{&event, start, 0};
        for (const std::size_t i : log.approvalsFor(call, decider)) {
            if (!first[i] || placeOf(event) < first[i]->place)
                first[i] = FirstCall{session, placeOf(event)};
        }
    };
    if (Result<> visited = visitAll(source, control, visit); !visited)
        return visited;
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (first[i])
            log.assign(i, first[i]->session);
    }
    return {};
}

} // namespace

Result<std::shared_ptr<const AuthorityLog>>
authorityLog(const Decider& decider, const EventSource& source, const JobControl& control)
{
    if (!decider.looksAtAuthority())
        return std::shared_ptr<const AuthorityLog>();
    Kept kept;
    const Visit visit = [&](std::size_t, const Event& event, const trace::RunStart* start) {
        if (std::holds_alternative<trace::Lifecycle>(event.body) ||
            std::holds_alternative<trace::Approve>(event.body))
            kept.add(event, start);
    };
    if (Result<> visited = visitAll(source, control, visit); !visited)
        return tl::unexpected(std::move(visited.error()));
    auto log = std::make_shared<AuthorityLog>(decider, kept.sourced());
    if (!log->approvals().empty()) {
        if (Result<> assigned = assignApprovals(decider, source, control, *log); !assigned)
            return tl::unexpected(std::move(assigned.error()));
    }
    return std::shared_ptr<const AuthorityLog>(std::move(log));
}

Result<std::shared_ptr<const AuthorityLog>> AuthorityOnce::of(const Decider& decider,
                                                              const EventSource& source,
                                                              const JobControl& control) const
{
    const std::lock_guard lock(m_mutex);
    if (!m_log) {
        auto log = authorityLog(decider, source, control);
        if (!log)
            return log;
        m_log = std::move(*log);
    }
    return *m_log;
}

} // namespace remit::replay
