// SPDX-License-Identifier: Apache-2.0
#include "core/replay/replay.h"
#include "tests/bench/generated_traces.h"

#include <benchmark/benchmark.h>

namespace remit::bench {

namespace {

/// The same calls under modelled authority: each agent acts for a person through that many grants,
/// so that a call is decided for one principal more, and by each grant's scope.
void replayChains(benchmark::State& state)
{
    const auto hops = static_cast<std::size_t>(state.range(0));
    const auto calls = static_cast<std::size_t>(state.range(1));
    const decision::Decider decider(withChains(generatedWorkspace(1'000, true), hops));
    const GeneratedTraces traces(calls, hops);
    for (auto _ : state) {
        const auto summary =
            replay::replay(decider, traces, {}, [](std::vector<decision::CallVerdict> rows) {
                benchmark::DoNotOptimize(rows);
                return Result<>();
            });
        state.counters["denied"] = static_cast<double>(summary->deny);
        state.counters["authenticNotAuthorised"] =
            static_cast<double>(summary->authenticNotAuthorised.value_or(-1));
    }
    state.SetItemsProcessed(state.iterations() * state.range(1));
}
BENCHMARK(replayChains)
    ->ArgNames({"hops", "calls"})
    ->Args({1, 100'000})
    ->Args({3, 100'000})
    ->Args({3, 2'000'000})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

} // namespace

} // namespace remit::bench
