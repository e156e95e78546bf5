// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/policy_tests/run.h"

#include "core/base/text.h"
#include "core/cedar/engine/coverage_counter.h"
#include "core/cedar/schema/schema.h"
#include "core/decision/decide.h"
#include "core/replay/replay.h"
#include "core/replay/timeline.h"

#include <algorithm>
#include <map>

namespace remit::analysis {

namespace {

using decision::CallVerdict;
using decision::Verdict;

/// A setup whose policies alone decide: a request brings neither credential nor grant.
std::shared_ptr<const decision::Setup>
policiesAlone(const std::shared_ptr<const decision::Setup>& setup)
{
    if (setup->authority == decision::Authority::NotModelled)
        return setup;
    auto copy = std::make_shared<decision::Setup>(*setup);
    copy->authority = decision::Authority::NotModelled;
    return copy;
}

class Runner {
public:
    Runner(const std::shared_ptr<const decision::Setup>& setup, const TraceLoader& load,
           bool covers)
        : m_decider(setup), m_ofRequests(policiesAlone(setup)), m_load(load), m_covers(covers)
    {
        if (covers)
            cedar::observe(m_scratch, &m_counter);
    }
    [[nodiscard]] cedar::CoverageCounts takeCoverage() { return m_counter.take(); }

    TestResult run(const PolicyTest& test)
    {
        TestResult result;
        Result<CallVerdict> verdict =
            test.request ? Result<CallVerdict>(decide(*test.request)) : decide(*test.step);
        if (!verdict) {
            result.differences.push_back(verdict.error().message);
            return result;
        }
        result.differences = differences(test.expect, *verdict);
        result.passed = result.differences.empty();
        result.verdict = std::move(*verdict);
        return result;
    }

private:
    CallVerdict decide(const cedar::Request& request)
    {
        trace::Event event;
        trace::Call body;
        body.tool = request.action.id;
        event.body = std::move(body);
        decision::RecordedCall call;
        call.event = &event;
        decision::PreparedCall prepared;
        prepared.principal = request.principal;
        prepared.action = request.action;
        prepared.resource = request.resource;
        prepared.facts.context = request.context;
        const decision::Setup& setup = m_ofRequests.setup();
        if (setup.schema && setup.schema->action(request.action) == nullptr) {
            decision::Crossing crossing;
            crossing.kind = decision::CrossingKind::UnknownTool;
            crossing.message = "The schema declares no " + toText(request.action) + ".";
            prepared.requestCrossings.push_back(std::move(crossing));
        }
        return m_ofRequests.decide(call, prepared, m_scratch);
    }

    Result<CallVerdict> decide(const TestStep& step)
    {
        const Result<std::shared_ptr<replay::MemorySource>> source = sourceOf(step.trace);
        if (!source)
            return tl::unexpected<Error>(source.error());
        const Result<std::string> run = runOf(step, **source);
        if (!run)
            return tl::unexpected<Error>(run.error());
        replay::Options options;
        options.runs = {*run};
        options.threads = 1;
        const Result<replay::Replayed> replayed = replay::replay(m_decider, **source, options);
        if (!replayed)
            return tl::unexpected<Error>(replayed.error());
        const auto found =
            std::find_if(replayed->rows.begin(), replayed->rows.end(), [&](const CallVerdict& row) {
                return row.run == *run && row.step == step.step;
            });
        if (found == replayed->rows.end())
            return failure(ErrorCode::NotFound, "The run `" + shown(*run) + "` of " +
                                                    shown(step.trace) + " has no step " +
                                                    std::to_string(step.step) + ".");
        if (m_covers)
            decideObserved(step.trace, **source, *run, step.step);
        return *found;
    }

    /// That step once more, by itself.
    void decideObserved(const std::string& trace, const replay::EventSource& source,
                        const std::string& run, std::int64_t step)
    {
        const auto located = replay::locate(m_decider, source, run, step, &m_authority[trace]);
        if (located)
            (void)m_decider.decide(located->call,
                                   m_decider.prepare(located->call, located->session),
                                   located->authority, m_scratch);
    }

    Result<std::shared_ptr<replay::MemorySource>> sourceOf(const std::string& path)
    {
        const auto known = m_sources.find(path);
        if (known != m_sources.end())
            return known->second;
        Result<std::vector<trace::Event>> events = m_load(path);
        if (!events)
            return tl::unexpected<Error>(events.error());
        return m_sources.emplace(path, std::make_shared<replay::MemorySource>(std::move(*events)))
            .first->second;
    }

    static Result<std::string> runOf(const TestStep& step, const replay::EventSource& source)
    {
        std::vector<std::string> runs;
        for (const replay::Session& session : source.sessions())
            runs.insert(runs.end(), session.runs.begin(), session.runs.end());
        if (step.run)
            return *step.run;
        if (runs.size() == 1)
            return runs.front();
        return failure(ErrorCode::Invalid, shown(step.trace) + " has " +
                                               std::to_string(runs.size()) +
                                               " runs: the test has to name one with \"run\".");
    }

    decision::Decider m_decider;
    decision::Decider m_ofRequests;
    const TraceLoader& m_load;
    bool m_covers;
    cedar::CoverageCounter m_counter;
    cedar::Scratch m_scratch;
    std::map<std::string, std::shared_ptr<replay::MemorySource>> m_sources;
    std::map<std::string, replay::AuthorityOnce> m_authority; ///< by trace
};

std::string listed(const std::vector<std::string>& names)
{
    return names.empty() ? "none" : joined(names, ", ");
}

} // namespace

std::vector<std::string> differences(const Expectation& expected, const CallVerdict& verdict)
{
    std::vector<std::string> sentences;
    if (verdict.verdict != expected.verdict) {
        std::string sentence = "The verdict is " + std::string(decision::name(verdict.verdict)) +
                               ", and " + std::string(decision::name(expected.verdict)) +
                               " was expected.";
        if (!verdict.crossings.empty())
            sentence += " " + verdict.crossings.front().message;
        else if (!verdict.unknown.empty())
            sentence += " Not recorded: " + joined(verdict.unknown, ", ") + ".";
        sentences.push_back(std::move(sentence));
    }
    const auto compare = [&](const char* what, const std::vector<std::string>& actual,
                             const std::optional<std::vector<std::string>>& wanted) {
        if (wanted && actual != *wanted)
            sentences.push_back(std::string(what) + ": " + listed(actual) +
                                "; expected: " + listed(*wanted) + ".");
    };
    const std::vector<std::string> kinds = crossingKinds(verdict);
    const bool crosses = expected.crossings && !expected.crossings->empty() &&
                         std::includes(kinds.begin(), kinds.end(), expected.crossings->begin(),
                                       expected.crossings->end());
    if (!crosses)
        compare("Crossings", kinds, expected.crossings);
    compare("Deciding policies", decidingPolicies(verdict), expected.reason);
    return sentences;
}

Result<std::vector<TestResult>> runPolicyTests(const std::shared_ptr<const decision::Setup>& setup,
                                               std::span<const PolicyTest> tests,
                                               const TraceLoader& load, const JobControl& control,
                                               cedar::CoverageCounts* coverage)
{
    Runner runner(setup, load, coverage != nullptr);
    std::vector<TestResult> results;
    for (const PolicyTest& test : tests) {
        if (control.cancelled())
            return failure(ErrorCode::Cancelled, "The tests were cancelled.");
        results.push_back(runner.run(test));
        control.tell(results.size(), tests.size());
    }
    if (coverage != nullptr)
        coverage->add(runner.takeCoverage());
    return results;
}

} // namespace remit::analysis
