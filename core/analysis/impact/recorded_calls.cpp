// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/impact/recorded_calls.h"

#include "core/decision/authority_log.h"
#include "core/replay/session_replay.h"
#include "core/replay/timeline.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>

namespace remit::analysis {

namespace {

using trace::Event;

using Starts = std::map<std::string, std::shared_ptr<const trace::RunStart>, std::less<>>;

/// Goes through one session and keeps its calls.
class SessionCalls {
public:
    SessionCalls(const decision::Decider& decider,
                 std::shared_ptr<const decision::AuthorityLog> log, replay::Timing timing,
                 std::uint32_t number)
        : m_decider(decider)
        , m_frontLoaded(timing == replay::Timing::FrontLoaded &&
                        decider.setup().authority == decision::Authority::Modelled)
        , m_number(number)
        , m_authority(decider, std::move(log), number)
    {}

    std::vector<KeptCall> of(const std::vector<Event>& events)
    {
        for (const Event& event : events) {
            if (const auto* start = std::get_if<trace::RunStart>(&event.body))
                m_starts.try_emplace(event.run, std::make_shared<const trace::RunStart>(*start));
        }
        for (const Event& event : events) {
            if (std::holds_alternative<trace::Call>(event.body)) {
                keep(event);
                continue;
            }
            m_authority.add(event, startOf(event.run).get());
            m_session.add(event);
        }
        if (m_anyApproval) {
            for (KeptCall& call : m_calls)
                call.usesApprovals = true;
        }
        std::stable_sort(m_calls.begin(), m_calls.end(), [](const KeptCall& a, const KeptCall& b) {
            return std::tie(a.event.run, a.step) < std::tie(b.event.run, b.step);
        });
        return std::move(m_calls);
    }

private:
    [[nodiscard]] std::shared_ptr<const trace::RunStart> startOf(const std::string& run) const
    {
        const auto start = m_starts.find(run);
        return start == m_starts.end() ? nullptr : start->second;
    }

    void keep(const Event& event)
    {
        KeptCall kept;
        kept.start = startOf(event.run);
        kept.step = m_steps[event.run]++;
        kept.session = m_number;
        kept.position = static_cast<std::uint32_t>(m_calls.size());
        const decision::RecordedCall call{&event, kept.start.get(), kept.step};
        kept.prepared = m_decider.prepare(call, m_session);
        decide(call, kept);
        m_session.add(event, kept.prepared.resultLabels, std::move(kept.prepared.values));
        kept.event = event;
        // Approvals are for these arguments; nothing else looks at them again.
        if (kept.authority->context.approvals.empty())
            std::get<trace::Call>(kept.event.body).arguments.reset();
        kept.request = {kept.prepared.principal, kept.prepared.action, kept.prepared.resource,
                        kept.prepared.facts.context};
        m_calls.push_back(std::move(kept));
    }

    void decide(const decision::RecordedCall& call, KeptCall& kept)
    {
        auto authority = std::make_shared<KeptAuthority>();
        authority->context = m_authority.at(call);
        authority->part = partFor(call, kept.prepared, authority->context);
        authority->frontLoaded = m_frontLoaded;
        m_anyApproval = m_anyApproval || !authority->context.approvals.empty();
        const auto verdict = m_decider.decide(call, kept.prepared, authority->part,
                                              m_left.at(authority->context), m_scratch);
        m_left.settle(verdict);
        kept.verdict = verdict.verdict;
        kept.authority = std::move(authority);
    }

    decision::AuthorityPart partFor(const decision::RecordedCall& call,
                                    const decision::PreparedCall& prepared,
                                    const decision::AuthorityContext& context)
    {
        if (!m_frontLoaded)
            return m_decider.decideAuthority(call, prepared, context);
        const replay::AuthorityKey key = replay::authorityKey(call, prepared, context);
        auto part = m_parts.find(key);
        if (part == m_parts.end())
            part = m_parts.emplace(key, m_decider.decideAuthority(call, prepared, context)).first;
        return part->second;
    }

    const decision::Decider& m_decider;
    bool m_frontLoaded;
    std::map<replay::AuthorityKey, decision::AuthorityPart> m_parts;
    std::uint32_t m_number;
    decision::SessionAuthority m_authority;
    ApprovalsLeft m_left;
    bool m_anyApproval = false;
    Starts m_starts;
    std::map<std::string, std::int64_t, std::less<>> m_steps;
    decision::SessionReducer m_session;
    cedar::Scratch m_scratch;
    std::vector<KeptCall> m_calls;
};

} // namespace

decision::AuthorityContext ApprovalsLeft::at(const decision::AuthorityContext& all) const
{
    decision::AuthorityContext left = all;
    std::erase_if(left.approvals, [this](const decision::Approval& approval) {
        const auto used = m_used.find(approval.text());
        return used != m_used.end() && used->second >= approval.count;
    });
    return left;
}

void ApprovalsLeft::settle(const decision::CallVerdict& verdict)
{
    for (const std::string& used : verdict.approvalsUsed)
        ++m_used[used];
}

Result<std::vector<KeptCall>> recordedCalls(const decision::Decider& decider,
                                            const replay::EventSource& source,
                                            replay::Timing timing, const JobControl& control)
{
    const auto log = replay::authorityLog(decider, source, control);
    if (!log)
        return tl::unexpected<Error>(log.error());
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
            bySession[i] =
                SessionCalls(decider, *log, timing, static_cast<std::uint32_t>(i)).of(**events);
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

std::string factsRevision(const decision::Setup& setup)
{
    decision::Setup copy = setup;
    copy.policies = {};
    copy.policySources.clear();
    copy.entities = nullptr; // compared as they are
    return decision::revisionOf(copy);
}

bool sharesFacts(const decision::Setup& a, const decision::Setup& b)
{
    return a.schema == b.schema && a.entities == b.entities && factsRevision(a) == factsRevision(b);
}

} // namespace remit::analysis
