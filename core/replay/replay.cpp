// SPDX-License-Identifier: Apache-2.0
#include "core/replay/replay.h"

#include "core/base/text.h"
#include "core/cedar/engine/coverage_counter.h"
#include "core/replay/ordered_output.h"
#include "core/replay/session_replay.h"
#include "core/replay/summary.h"
#include "core/replay/timeline.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

namespace remit::replay {

namespace {

using decision::CallVerdict;
using decision::ReplaySummary;
using Rows = std::vector<CallVerdict>;
using RunSet = std::set<std::string, std::less<>>;

/// How far one thread may be ahead of another, in sessions.
constexpr std::size_t kWindow = 1024;

/// All that the threads of one replay share.
struct Work {
    const decision::Decider& decider;
    const EventSource& source;
    const Options& options;
    const JobControl& control;
    std::shared_ptr<const decision::AuthorityLog> log;
    RunSet wanted; ///< empty: all
    std::vector<std::size_t> sessions;
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> done{0};
    std::mutex summaryMutex;
    ReplaySummary summary;
};

bool isWanted(const RunSet& wanted, const std::string& run)
{
    return wanted.empty() || wanted.count(run) > 0;
}

/// Decides one session; counts what was asked for and keeps what is to be shown.
Result<Rows> decideSession(const Work& work, std::size_t number, ReplaySummary& summary,
                           cedar::Scratch& scratch)
{
    const Result<Events> events = work.source.events(number);
    if (!events)
        return tl::unexpected(events.error());
    decision::SessionAuthority authority(work.decider, work.log, number);
    SessionReplay session(work.decider, work.options.mode, **events, std::move(authority));
    session.setTiming(work.options.timing);
    Rows rows = session.decideAll(scratch);
    std::erase_if(rows, [&](const CallVerdict& row) {
        if (!isWanted(work.wanted, row.run))
            return true;
        count(summary, row);
        return !isKept(work.options, row);
    });
    for (const std::string& run : work.source.sessions()[number].runs)
        summary.runs += isWanted(work.wanted, run) ? 1 : 0;
    return rows;
}

void runThread(Work& work, OrderedOutput& output)
{
    cedar::Scratch scratch;
    cedar::CoverageCounter counter;
    if (work.options.coverage != nullptr)
        cedar::observe(scratch, &counter);
    ReplaySummary summary = emptySummary(work.decider.setup());
    for (std::size_t i = work.next++; i < work.sessions.size(); i = work.next++) {
        if (work.control.cancelled()) {
            output.end({ErrorCode::Cancelled, "The replay was cancelled.", {}});
            return;
        }
        if (!output.put(i, decideSession(work, work.sessions[i], summary, scratch)))
            return;
        work.control.tell(++work.done, work.sessions.size());
    }
    const std::lock_guard lock(work.summaryMutex);
    add(work.summary, summary);
    if (work.options.coverage != nullptr)
        work.options.coverage->add(counter.take());
}

Error unknownRun(const std::string& run, const EventSource& source)
{
    std::vector<std::string> runs;
    for (const Session& session : source.sessions())
        runs.insert(runs.end(), session.runs.begin(), session.runs.end());
    Error error{ErrorCode::NotFound, "There is no run `" + shown(run) + "`.", {}};
    if (const auto near = nearest(run, runs))
        error.hint = "Did you mean `" + shown(*near) + "`?";
    return error;
}

/// The sessions that hold a wanted run. Error: a wanted run that no session holds.
Result<> chooseSessions(Work& work)
{
    RunSet missing = work.wanted;
    const std::vector<Session>& sessions = work.source.sessions();
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        bool chosen = false;
        for (const std::string& run : sessions[i].runs) {
            chosen = chosen || isWanted(work.wanted, run);
            missing.erase(run);
        }
        if (chosen)
            work.sessions.push_back(i);
    }
    if (!missing.empty())
        return tl::unexpected(unknownRun(*missing.begin(), work.source));
    return {};
}

unsigned threadCount(const Options& options, std::size_t sessions)
{
    const unsigned machine = std::max(1U, std::thread::hardware_concurrency());
    const unsigned asked = options.threads == 0 ? machine : options.threads;
    return static_cast<unsigned>(std::min<std::size_t>(asked, std::max<std::size_t>(1, sessions)));
}

} // namespace

bool isKept(const Options& options, const CallVerdict& row)
{
    return (!options.crossingsOnly || decision::isCrossing(row.verdict)) &&
           (!options.where || options.where(row));
}

Result<ReplaySummary> replay(const decision::Decider& decider, const EventSource& source,
                             const Options& options, const Sink& sink, const JobControl& control)
{
    auto log = authorityLog(decider, source, control);
    if (!log)
        return tl::unexpected(std::move(log.error()));
    Work work{decider,
              source,
              options,
              control,
              std::move(*log),
              {options.runs.begin(), options.runs.end()},
              {},
              {0},
              {0},
              {},
              emptySummary(decider.setup())};
    if (Result<> chosen = chooseSessions(work); !chosen)
        return tl::unexpected(std::move(chosen.error()));
    OrderedOutput output(sink, kWindow);
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 1; i < threadCount(options, work.sessions.size()); ++i)
            threads.emplace_back([&] { runThread(work, output); });
        runThread(work, output);
    }
    if (Result<> result = output.result(); !result)
        return tl::unexpected(std::move(result.error()));
    return work.summary;
}

Result<Replayed> replay(const decision::Decider& decider, const EventSource& source,
                        const Options& options, const JobControl& control)
{
    Replayed replayed;
    const Sink keep = [&](Rows rows) -> Result<> {
        std::move(rows.begin(), rows.end(), std::back_inserter(replayed.rows));
        return {};
    };
    Result<ReplaySummary> summary = replay(decider, source, options, keep, control);
    if (!summary)
        return tl::unexpected(std::move(summary.error()));
    replayed.summary = *summary;
    return replayed;
}

Result<LocatedCall> locate(const decision::Decider& decider, const EventSource& source,
                           const std::string& run, std::int64_t step,
                           const AuthorityOnce* authority, const Options& options)
{
    const std::vector<Session>& sessions = source.sessions();
    const auto holds = [&](const Session& session) {
        return std::find(session.runs.begin(), session.runs.end(), run) != session.runs.end();
    };
    const auto found = std::find_if(sessions.begin(), sessions.end(), holds);
    if (found == sessions.end())
        return tl::unexpected(unknownRun(run, source));
    const auto number = static_cast<std::size_t>(found - sessions.begin());
    Result<Events> events = source.events(number);
    if (!events)
        return tl::unexpected(std::move(events.error()));
    auto log =
        authority != nullptr ? authority->of(decider, source) : authorityLog(decider, source);
    if (!log)
        return tl::unexpected(std::move(log.error()));
    SessionReplay session(decider, options.mode, **events, {decider, *log, number},
                          decision::KeepProvenance::Yes);
    session.setTiming(options.timing);
    if (!session.advanceTo(run, step))
        return failure(ErrorCode::NotFound,
                       "The run `" + shown(run) + "` has no step " + std::to_string(step) + ".",
                       "Steps count the calls of a run from 0.");
    return LocatedCall{std::move(*events), session.index(),     session.call(),
                       session.session(),  session.authority(), session.story()};
}

} // namespace remit::replay
