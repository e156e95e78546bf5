// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/probes/mutations.h"
#include "core/base/text.h"
#include "core/replay/replay.h"
#include "core/trace/jsonl_writer.h"

#include <algorithm>

namespace remit::analysis {

namespace {

/// Sessions that are looked through for donors and places; a store may hold many more.
constexpr std::size_t kSessions = 2000;
constexpr std::size_t kDonors = 4; ///< arguments kept of a tool

using Verdicts = std::map<std::string, std::vector<decision::Verdict>, std::less<>>;

bool isChosen(const ProbeOptions& options, const std::string& run)
{
    return options.runs.empty() ||
           std::any_of(options.runs.begin(), options.runs.end(),
                       [&](const std::string& glob) { return globMatches(glob, run); });
}

/// Of each run, by step.
Result<Verdicts> verdictsOf(const decision::Decider& decider, const replay::EventSource& source,
                            const JobControl& job)
{
    Verdicts verdicts;
    const replay::Sink sink = [&](std::vector<decision::CallVerdict> rows) -> Result<> {
        for (const decision::CallVerdict& row : rows)
            verdicts[row.run].push_back(row.verdict);
        return {};
    };
    const auto summary = replay::replay(decider, source, {}, sink, job);
    if (!summary)
        return tl::unexpected(summary.error());
    return verdicts;
}

BaseRun baseRun(const std::string& run, replay::Events events, const Verdicts& verdicts)
{
    BaseRun base;
    base.run = run;
    base.events = std::move(events);
    const auto decided = verdicts.find(run);
    for (std::size_t i = 0; i < base.events->size(); ++i) {
        const trace::Event& event = (*base.events)[i];
        if (event.run != run)
            continue;
        if (const auto* start = std::get_if<trace::RunStart>(&event.body)) {
            base.start = start;
            base.task = start->task.text;
        } else if (const auto* call = std::get_if<trace::Call>(&event.body)) {
            BaseCall one{i,
                         static_cast<std::int64_t>(base.calls.size()),
                         call,
                         nullptr,
                         decision::Verdict::Undecidable,
                         nullptr};
            if (call->arguments) {
                JsonDocument document = parseJson(*call->arguments);
                if (document.root && document.root->isObject())
                    one.arguments = std::make_shared<const JsonValue>(std::move(*document.root));
            }
            if (decided != verdicts.end() && base.calls.size() < decided->second.size())
                one.verdict = decided->second[base.calls.size()];
            base.calls.push_back(std::move(one));
        } else if (const auto* result = std::get_if<trace::CallResult>(&event.body)) {
            for (BaseCall& one : base.calls) {
                if (one.call->callId == result->callId && one.result == nullptr)
                    one.result = result;
            }
        }
    }
    return base;
}

void learn(ProbeWorld& world, const BaseRun& base)
{
    std::set<std::string>& used = world.usedBy[std::string(replay::taskId(base.task))];
    for (const BaseCall& call : base.calls) {
        used.insert(call.call->tool);
        std::vector<JsonValue>& donors = world.donors[call.call->tool];
        const bool good = call.arguments && call.worked() && call.call->redacted.empty();
        if (good && donors.size() < kDonors)
            donors.push_back(*call.arguments);
    }
    std::erase_if(world.donors, [](const auto& one) { return one.second.empty(); });
}

/// What holds for all sessions, however many there are.
bool isAuthority(const trace::Event& event)
{
    if (const auto* lifecycle = std::get_if<trace::Lifecycle>(&event.body))
        return event.time.has_value() || lifecycle->at.has_value();
    return std::holds_alternative<trace::Approve>(event.body);
}

class Prober {
public:
    Prober(const decision::Decider& decider, const replay::EventSource& source,
           const ProbeOptions& options, const JobControl& job)
        : m_decider(decider)
        , m_source(source)
        , m_options(options)
        , m_job(job)
        , m_world(decider, options)
    {}

    Result<ProbeReport> run()
    {
        auto verdicts = verdictsOf(m_decider, m_source, m_job);
        if (!verdicts)
            return tl::unexpected(std::move(verdicts.error()));
        m_verdicts = std::move(*verdicts);
        if (Result<> looked = lookAround(); !looked)
            return tl::unexpected(std::move(looked.error()));
        m_report.seed = m_options.seed;
        std::vector<ProbeKind> kinds = m_options.kinds;
        if (kinds.empty()) {
            for (std::size_t i = 0; i < kProbeKinds; ++i)
                kinds.push_back(static_cast<ProbeKind>(i));
        }
        for (const ProbeKind kind : kinds) {
            if (Result<> probed = probe(kind); !probed)
                return tl::unexpected(std::move(probed.error()));
        }
        return std::move(m_report);
    }

private:
    /// Reads the sessions once: donors, what tasks use, and what is known of authority.
    Result<> lookAround()
    {
        const auto& sessions = m_source.sessions();
        for (std::size_t i = 0; i < sessions.size(); ++i) {
            if (m_job.cancelled())
                return failure(ErrorCode::Cancelled, "The probes were cancelled.");
            const bool looked = i < kSessions;
            if (!looked && !m_decider.looksAtAuthority())
                break;
            const auto events = m_source.events(i);
            if (!events)
                return tl::unexpected<Error>(events.error());
            addAuthorityOf(**events);
            for (const std::string& run : sessions[i].runs) {
                if (looked)
                    learn(m_world, baseRun(run, *events, m_verdicts));
                if (looked && isChosen(m_options, run))
                    m_runs.emplace_back(run, i);
            }
        }
        return {};
    }

    /// With the starts of their runs, which say where they come from (R9).
    void addAuthorityOf(const std::vector<trace::Event>& events)
    {
        std::set<std::string> runs;
        for (const trace::Event& event : events) {
            if (isAuthority(event))
                runs.insert(event.run);
        }
        for (const trace::Event& event : events) {
            const bool start = std::holds_alternative<trace::RunStart>(event.body);
            if (isAuthority(event) || (start && runs.count(event.run) > 0))
                m_world.authority.push_back(event);
        }
    }

    Result<> probe(ProbeKind kind)
    {
        if (auto why = impossible(kind, m_world)) {
            m_report.none.push_back({kind, std::move(*why)});
            return {};
        }
        const std::string word(name(kind));
        std::vector<std::pair<std::string, std::size_t>> runs = m_runs;
        Dice(m_options.seed, word).shuffle(runs);
        std::size_t made = 0;
        for (const auto& [run, session] : runs) {
            if (made == m_options.perKind)
                break;
            if (m_job.cancelled())
                return failure(ErrorCode::Cancelled, "The probes were cancelled.");
            const auto events = m_source.events(session);
            if (!events)
                return tl::unexpected<Error>(events.error());
            const BaseRun base = baseRun(run, *events, m_verdicts);
            Dice dice(m_options.seed, word + " " + run);
            const std::string id = word + "-" + std::to_string(made + 1);
            std::optional<Probe> probe = mutate(kind, {m_world, base, "~" + id, dice});
            if (!probe || probe->attempts.empty())
                continue;
            probe->id = id;
            addAuthority(*probe, session);
            auto result = tryProbe(m_decider, std::move(*probe), rowsOf(base));
            if (!result)
                return tl::unexpected<Error>(result.error());
            m_report.results.push_back(std::move(*result));
            ++made;
            m_job.tell(m_report.results.size(), m_options.perKind * kProbeKinds);
        }
        if (made == 0)
            m_report.none.push_back({kind, std::string(noneFound(kind))});
        return {};
    }

    /// Life-cycle events of the other sessions belong to the same timeline.
    void addAuthority(Probe& probe, std::size_t session) const
    {
        const auto& own = m_source.sessions()[session].runs;
        for (const trace::Event& event : m_world.authority) {
            if (std::find(own.begin(), own.end(), event.run) == own.end())
                probe.events.push_back(event);
        }
    }

    static std::vector<decision::CallVerdict> rowsOf(const BaseRun& base)
    {
        std::vector<decision::CallVerdict> rows(base.calls.size());
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].verdict = base.calls[i].verdict;
        return rows;
    }

    const decision::Decider& m_decider;
    const replay::EventSource& m_source;
    const ProbeOptions& m_options;
    const JobControl& m_job;
    ProbeWorld m_world;
    Verdicts m_verdicts;
    std::vector<std::pair<std::string, std::size_t>> m_runs; ///< with their sessions
    ProbeReport m_report;
};

const decision::CallVerdict* rowAt(const replay::Replayed& replayed, const std::string& run,
                                   std::int64_t step)
{
    const auto found = std::find_if(
        replayed.rows.begin(), replayed.rows.end(),
        [&](const decision::CallVerdict& row) { return row.run == run && row.step == step; });
    return found == replayed.rows.end() ? nullptr : &*found;
}

void judge(const replay::Replayed& replayed, ProbeResult& result)
{
    bool undecidable = false;
    for (const std::int64_t step : result.probe.attempts) {
        const decision::CallVerdict* row = rowAt(replayed, result.probe.changedRun, step);
        if (row == nullptr)
            continue;
        result.verdict = *row;
        if (decision::isCrossing(row->verdict)) {
            result.outcome = ProbeOutcome::Held;
            return;
        }
        undecidable = undecidable || row->verdict != decision::Verdict::Allow;
    }
    result.outcome = undecidable ? ProbeOutcome::Undecidable : ProbeOutcome::Crossed;
}

} // namespace

std::string_view name(ProbeOutcome outcome)
{
    switch (outcome) {
    case ProbeOutcome::Held:
        return "held";
    case ProbeOutcome::Crossed:
        return "crossed";
    case ProbeOutcome::Undecidable:
        break;
    }
    return "undecidable";
}

std::size_t ProbeReport::count(ProbeOutcome outcome) const
{
    return static_cast<std::size_t>(
        std::count_if(results.begin(), results.end(),
                      [&](const ProbeResult& one) { return one.outcome == outcome; }));
}

Result<ProbeReport> runProbes(const decision::Decider& decider, const replay::EventSource& source,
                              const ProbeOptions& options, const JobControl& job)
{
    return Prober(decider, source, options, job).run();
}

std::optional<Probe> injectedRun(const replay::Events& session, const std::string& run,
                                 const Injection& injection)
{
    auto probe = injected(baseRun(run, session, {}), "~" + injection.id, injection);
    if (probe)
        probe->id = injection.id;
    return probe;
}

Result<ProbeResult> tryProbe(const decision::Decider& decider, Probe probe,
                             std::span<const decision::CallVerdict> before)
{
    replay::Options options;
    options.threads = 1;
    options.runs = {probe.changedRun};
    const auto replayed = replay::replay(decider, replay::MemorySource(probe.events), options);
    if (!replayed)
        return tl::unexpected<Error>(replayed.error());
    ProbeResult result;
    result.probe = std::move(probe);
    judge(*replayed, result);
    for (std::size_t i = 0; i < result.probe.unchanged.size(); ++i) {
        const std::int64_t step = result.probe.unchanged[i];
        const decision::CallVerdict* row = rowAt(*replayed, result.probe.changedRun, step);
        const bool wasAllowed = i >= before.size() || before[i].verdict == decision::Verdict::Allow;
        if (row != nullptr && decision::isCrossing(row->verdict) && wasAllowed)
            result.disturbed.push_back(step);
    }
    return result;
}

std::string traceText(const Probe& probe)
{
    std::string text;
    for (const trace::Event& event : probe.events)
        text += trace::toJsonLine(event) + "\n";
    return text;
}

} // namespace remit::analysis
