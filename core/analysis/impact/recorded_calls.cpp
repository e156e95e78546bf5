// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/impact/recorded_calls.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>

namespace remit::analysis {

namespace {

using trace::Event;

std::vector<KeptCall> callsOfSession(const decision::Decider& decider,
                                     const std::vector<Event>& events)
{
    std::map<std::string, std::shared_ptr<const trace::RunStart>, std::less<>> starts;
    for (const Event& event : events) {
        if (const auto* start = std::get_if<trace::RunStart>(&event.body))
            starts.try_emplace(event.run, std::make_shared<const trace::RunStart>(*start));
    }
    std::map<std::string, std::int64_t, std::less<>> steps;
    decision::SessionReducer session;
    std::vector<KeptCall> calls;
    for (const Event& event : events) {
        if (!std::holds_alternative<trace::Call>(event.body)) {
            session.add(event);
            continue;
        }
        KeptCall kept;
        const auto start = starts.find(event.run);
        kept.start = start == starts.end() ? nullptr : start->second;
        kept.step = steps[event.run]++;
        kept.prepared = decider.prepare({&event, kept.start.get(), kept.step}, session);
        session.add(event, kept.prepared.resultLabels, std::move(kept.prepared.values));
        kept.event = event;
        std::get<trace::Call>(kept.event.body).arguments.reset();
        kept.request = {kept.prepared.principal, kept.prepared.action, kept.prepared.resource,
                        cedar::Value::record(kept.prepared.facts.context)};
        calls.push_back(std::move(kept));
    }
    std::stable_sort(calls.begin(), calls.end(), [](const KeptCall& a, const KeptCall& b) {
        return std::tie(a.event.run, a.step) < std::tie(b.event.run, b.step);
    });
    return calls;
}

} // namespace

Result<std::vector<KeptCall>> recordedCalls(const decision::Decider& decider,
                                            const replay::EventSource& source,
                                            const JobControl& control)
{
    std::vector<std::vector<KeptCall>> bySession(source.sessions().size());
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    Result<> result;
    const auto work = [&] {
        for (std::size_t i = next++; i < bySession.size(); i = next++) {
            if (control.cancelled())
                return;
            const Result<replay::Events> events = source.events(i);
            if (!events) {
                const std::lock_guard lock(mutex);
                result = tl::unexpected<Error>(events.error());
                return;
            }
            bySession[i] = callsOfSession(decider, **events);
            control.tell(i + 1, bySession.size());
        }
    };
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 1; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
            threads.emplace_back(work);
        work();
    }
    if (control.cancelled())
        return failure(ErrorCode::Cancelled, "Reading the recorded calls was cancelled.");
    if (!result)
        return tl::unexpected<Error>(result.error());
    std::vector<KeptCall> calls;
    for (std::vector<KeptCall>& own : bySession)
        std::move(own.begin(), own.end(), std::back_inserter(calls));
    return calls;
}

bool sharesFacts(const decision::Setup& a, const decision::Setup& b)
{
    if (a.schema != b.schema || a.entities != b.entities)
        return false;
    const auto withoutPolicies = [](const decision::Setup& setup) {
        decision::Setup copy = setup;
        copy.policies = {};
        copy.policySources.clear();
        copy.entities = nullptr; // the same
        return decision::revisionOf(copy);
    };
    return withoutPolicies(a) == withoutPolicies(b);
}

} // namespace remit::analysis
