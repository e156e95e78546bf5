// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/impact/taped_calls.h"

#include "core/analysis/impact/facts_tape.h"
#include "core/analysis/impact/in_parallel.h"
#include "core/decision/verdict_only.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <numeric>
#include <tuple>
#include <utility>

namespace remit::analysis {

namespace {

/// Sessions that one thread takes at a time when verdicts are asked for.
constexpr std::size_t kSessionsAtOnce = 32;

/// Goes through the calls of a session and says `see(recorded, prepared)` of each, until it says
/// that it has seen enough.
template <class See>
void eachPreparedCall(const decision::Decider& decider, const std::vector<trace::Event>& events,
                      See see)
{
    std::map<std::string, const trace::RunStart*, std::less<>> starts;
    for (const trace::Event& event : events) {
        if (const auto* start = std::get_if<trace::RunStart>(&event.body))
            starts.try_emplace(event.run, start);
    }
    std::map<std::string, std::int64_t, std::less<>> steps;
    decision::SessionReducer session;
    for (const trace::Event& event : events) {
        if (!std::holds_alternative<trace::Call>(event.body)) {
            session.add(event);
            continue;
        }
        const auto start = starts.find(event.run);
        const decision::RecordedCall call{&event, start == starts.end() ? nullptr : start->second,
                                          steps[event.run]++};
        const decision::PreparedCall prepared = decider.prepare(call, session);
        if (!see(call, prepared))
            return;
        session.add(event, prepared.resultLabels, prepared.values);
    }
}

/// Asks the baseline for the verdicts and writes the tape of one session.
class Taping {
public:
    explicit Taping(const decision::Decider& decider) : m_decider(decider), m_verdicts(decider) {}

    std::string of(const std::vector<trace::Event>& events, std::size_t& calls)
    {
        eachPreparedCall(m_decider, events, [&](const auto&, const decision::PreparedCall& call) {
            m_asked.request = {call.principal, call.action, call.resource, call.facts.context};
            m_asked.principalKnown = call.principalKnown;
            m_asked.resourceKnown = call.resourceKnown;
            m_asked.requestFails = !call.requestCrossings.empty();
            m_asked.unrepresentable = !call.facts.unrepresentable.empty();
            m_asked.unknown = call.facts.unknown;
            m_writer.add(call, m_verdicts.of(m_asked));
            ++calls;
            return true;
        });
        return m_writer.take();
    }

private:
    const decision::Decider& m_decider;
    decision::VerdictOnly m_verdicts;
    decision::AskedCall m_asked;
    FactsTapeWriter m_writer;
};

/// The first error of several threads.
class FirstError {
public:
    void take(const Error& error)
    {
        const std::lock_guard lock(m_mutex);
        if (m_result)
            m_result = tl::unexpected<Error>(error);
    }
    [[nodiscard]] Result<> result(const JobControl& control) const
    {
        if (control.cancelled())
            return failure(ErrorCode::Cancelled, "Looking at the recorded calls was cancelled.");
        return m_result;
    }

private:
    std::mutex m_mutex;
    Result<> m_result;
};

/// The changed calls of one session, in full.
Result<std::vector<CallChange>> changesOfSession(std::span<const ChangedVerdict> changed,
                                                 const decision::Decider& before,
                                                 const decision::Decider& after,
                                                 const replay::EventSource& source,
                                                 cedar::Scratch& scratch)
{
    const Result<replay::Events> events = source.events(changed.front().session);
    if (!events)
        return tl::unexpected<Error>(events.error());
    std::vector<CallChange> changes;
    std::uint32_t number = 0;
    eachPreparedCall(before, **events, [&](const auto& call, const auto& prepared) {
        if (number++ == changed[changes.size()].call)
            changes.push_back(
                {before.decide(call, prepared, scratch), after.decide(call, prepared, scratch)});
        return changes.size() < changed.size();
    });
    if (changes.size() < changed.size())
        return failure(ErrorCode::Internal, "The traces have changed since they were replayed.",
                       "Replay them again.");
    std::sort(changes.begin(), changes.end(), [](const CallChange& a, const CallChange& b) {
        return std::tie(a.before.run, a.before.step) < std::tie(b.before.run, b.before.step);
    });
    return changes;
}

} // namespace

Result<TapedCalls> tapeCalls(const decision::Decider& decider, const replay::EventSource& source,
                             const JobControl& control)
{
    TapedCalls taped;
    taped.tapes.resize(source.sessions().size());
    std::atomic<std::size_t> calls{0};
    std::atomic<std::size_t> done{0};
    FirstError error;
    inParallel(taped.tapes.size(), control, [&] {
        return [&, taping = Taping(decider)](std::size_t i) mutable {
            const Result<replay::Events> events = source.events(i);
            if (!events)
                return error.take(events.error());
            std::size_t own = 0;
            taped.tapes[i] = taping.of(**events, own);
            taped.tapes[i].shrink_to_fit();
            calls += own;
            control.tell(++done, taped.tapes.size());
        };
    });
    taped.calls = calls;
    return error.result(control).map([&] { return std::move(taped); });
}

std::vector<ChangedVerdict> changedVerdicts(const TapedCalls& calls, const decision::Decider& after,
                                            const JobControl& control)
{
    const WantedFacts wanted(*after.setup().program);
    const std::size_t sessions = calls.tapes.size();
    std::vector<std::vector<ChangedVerdict>> parts((sessions + kSessionsAtOnce - 1) /
                                                   kSessionsAtOnce);
    inParallel(parts.size(), control, [&] {
        return [&, verdicts = decision::VerdictOnly(after),
                call = TapedCall()](std::size_t part) mutable {
            const std::size_t end = std::min(sessions, (part + 1) * kSessionsAtOnce);
            for (std::size_t i = part * kSessionsAtOnce; i < end; ++i) {
                FactsTapeReader reader(calls.tapes[i], wanted);
                for (std::uint32_t number = 0; reader.next(call); ++number) {
                    const decision::Verdict now = verdicts.of(call.asked);
                    if (now != call.verdict)
                        parts[part].push_back(
                            {static_cast<std::uint32_t>(i), number, call.verdict, now});
                }
            }
        };
    });
    std::vector<ChangedVerdict> changed;
    for (const auto& part : parts)
        changed.insert(changed.end(), part.begin(), part.end());
    return changed;
}

Result<std::vector<CallChange>> changesInFull(const std::vector<ChangedVerdict>& changed,
                                              const decision::Decider& before,
                                              const decision::Decider& after,
                                              const replay::EventSource& source,
                                              const JobControl& control)
{
    std::vector<std::span<const ChangedVerdict>> sessions;
    for (auto begin = changed.begin(); begin != changed.end();) {
        const auto end = std::find_if(begin, changed.end(), [&](const ChangedVerdict& one) {
            return one.session != begin->session;
        });
        sessions.emplace_back(begin, end);
        begin = end;
    }
    std::vector<std::vector<CallChange>> parts(sessions.size());
    FirstError error;
    inParallel(sessions.size(), control, [&] {
        return [&, scratch = cedar::Scratch()](std::size_t i) mutable {
            auto changes = changesOfSession(sessions[i], before, after, source, scratch);
            if (changes)
                parts[i] = std::move(*changes);
            else
                error.take(changes.error());
        };
    });
    return error.result(control).map([&] {
        std::vector<CallChange> all;
        for (auto& part : parts)
            std::move(part.begin(), part.end(), std::back_inserter(all));
        return all;
    });
}

} // namespace remit::analysis
