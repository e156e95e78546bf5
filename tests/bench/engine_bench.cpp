// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/decide.h"
#include "core/cedar/engine/explanation.h"
#include "core/cedar/reference/reference_evaluator.h"
#include "tests/bench/workload.h"

#include <benchmark/benchmark.h>

/// Growth of deciding and explaining with the number of policies; the linear search and the
/// reference evaluator beside them.
namespace remit::bench {

namespace {

void decideFromStructs(benchmark::State& state)
{
    const Workload& workload = agentsOf(state.range(0));
    cedar::Scratch scratch;
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(decide(*workload.program, *workload.entities,
                                        workload.requests[next++ % kGeneratedRequests], scratch));
    }
    state.counters["bytes/policy"] =
        static_cast<double>(workload.program->codeBytes()) / static_cast<double>(state.range(0));
}
BENCHMARK(decideFromStructs)->RangeMultiplier(10)->Range(10, 100'000);

/// As above, but every policy is tried.
void decideByLinearSearch(benchmark::State& state)
{
    const Workload& workload = agentsOf(state.range(0));
    cedar::Scratch scratch;
    std::size_t next = 0;
    for (auto _ : state) {
        bind(*workload.program, *workload.entities, workload.requests[next++ % kGeneratedRequests],
             scratch);
        benchmark::DoNotOptimize(decideBound(scratch, cedar::Detail::Full, cedar::Search::Linear));
    }
}
BENCHMARK(decideByLinearSearch)->RangeMultiplier(10)->Range(10, 100'000);

void decideOnThreads(benchmark::State& state)
{
    const Workload& workload = agentsOf(10'000);
    cedar::Scratch scratch;
    std::size_t next = static_cast<std::size_t>(state.thread_index()) * 500;
    for (auto _ : state) {
        benchmark::DoNotOptimize(decide(*workload.program, *workload.entities,
                                        workload.requests[next++ % kGeneratedRequests], scratch));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decideOnThreads)->ThreadRange(1, 2)->UseRealTime();

void referenceEvaluator(benchmark::State& state)
{
    const Workload& workload = agentsOf(state.range(0));
    std::size_t next = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(cedar::reference::authorize(
            workload.policies, *workload.entities, workload.requests[next++ % kGeneratedRequests]));
}
BENCHMARK(referenceEvaluator)->Arg(10)->Arg(100)->Arg(1000)->Unit(benchmark::kMicrosecond);

void explainEveryPolicy(benchmark::State& state)
{
    const Workload& workload = agentsOf(state.range(0));
    cedar::Scratch scratch;
    std::size_t next = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(explain(*workload.program, *workload.entities,
                                         workload.requests[next++ % kGeneratedRequests], scratch));
}
BENCHMARK(explainEveryPolicy)->Arg(10)->Arg(1000)->Unit(benchmark::kMicrosecond);

} // namespace

} // namespace remit::bench
