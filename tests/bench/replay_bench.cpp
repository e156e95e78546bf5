// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/impact/impact.h"
#include "core/cedar/engine/coverage_counts.h"
#include "core/replay/replay.h"
#include "tests/bench/generated_traces.h"

#include <benchmark/benchmark.h>

#include <sys/resource.h>

namespace remit::bench {

namespace {

constexpr std::size_t kPolicies = 1'000;

/// Calls a second on all cores: reading, facts, decision. The argument is the number of calls;
/// REMIT's own measure is 2,000,000.
void replayCalls(benchmark::State& state, bool provenance)
{
    const decision::Decider decider(generatedWorkspace(kPolicies, provenance));
    const GeneratedTraces traces(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        const auto summary =
            replay::replay(decider, traces, {}, [](std::vector<decision::CallVerdict> rows) {
                benchmark::DoNotOptimize(rows);
                return Result<>();
            });
        state.counters["denied"] = static_cast<double>(summary->deny);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK_CAPTURE(replayCalls, facts, false)
    ->Arg(100'000)
    ->Arg(2'000'000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK_CAPTURE(replayCalls, factsAndProvenance, true)
    ->Arg(100'000)
    ->Arg(2'000'000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

/// The same with coverage collected: at most twice as long.
void replayWithCoverage(benchmark::State& state)
{
    const decision::Decider decider(generatedWorkspace(kPolicies, false));
    const GeneratedTraces traces(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        cedar::CoverageCounts counts;
        replay::Options options;
        options.coverage = &counts;
        const auto summary =
            replay::replay(decider, traces, options, [](std::vector<decision::CallVerdict> rows) {
                benchmark::DoNotOptimize(rows);
                return Result<>();
            });
        state.counters["denied"] = static_cast<double>(summary->deny);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(replayWithCoverage)->Arg(100'000)->Unit(benchmark::kMillisecond)->UseRealTime();

/// Making the events alone, to be taken off the above.
void generateCalls(benchmark::State& state)
{
    const GeneratedTraces traces(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        for (std::size_t i = 0; i < traces.sessions().size(); ++i)
            benchmark::DoNotOptimize(traces.events(i));
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(generateCalls)
    ->Arg(100'000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

/// Facts on tapes: the bytes of one call, and of the whole process.
void tellMemory(benchmark::State& state, const analysis::ImpactAnalysis& analysis)
{
    state.counters["bytesACall"] =
        static_cast<double>(analysis.tapeBytes()) / static_cast<double>(analysis.calls());
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    state.counters["mostMB"] = static_cast<double>(usage.ru_maxrss) / 1024.0;
}

/// Reading the facts of all calls once, for the revisions to come.
void keepFacts(benchmark::State& state)
{
    const auto setup = generatedWorkspace(kPolicies, true);
    const auto traces =
        std::make_shared<const GeneratedTraces>(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state)
        tellMemory(state, **analysis::ImpactAnalysis::prepare(setup, traces));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(keepFacts)
    ->Arg(100'000)
    ->Arg(2'000'000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

/// A second revision on the facts of the first: every call is decided again. `all`: every policy is
/// another; else one is, as under the impact strip of the editor.
void secondRevision(benchmark::State& state, bool all)
{
    const auto setup = generatedWorkspace(kPolicies, true);
    const auto traces =
        std::make_shared<const GeneratedTraces>(static_cast<std::size_t>(state.range(0)));
    const auto analysis = analysis::ImpactAnalysis::prepare(setup, traces);
    const auto edited = all ? withEveryPolicyEdited(setup) : withEditedPolicy(setup);
    for (auto _ : state) {
        const auto impact = (*analysis)->of(edited);
        state.counters["changed"] = static_cast<double>(impact->changes.size());
        state.counters["decided"] = static_cast<double>(impact->decided);
    }
    tellMemory(state, **analysis);
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK_CAPTURE(secondRevision, onePolicy, false)
    ->Arg(100'000)
    ->Arg(2'000'000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK_CAPTURE(secondRevision, everyPolicy, true)
    ->Arg(100'000)
    ->Arg(2'000'000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

} // namespace

} // namespace remit::bench
