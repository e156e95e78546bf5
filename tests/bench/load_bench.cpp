// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/decide.h"
#include "core/cedar/entities/entity_json.h"
#include "tests/bench/workload.h"

#include <benchmark/benchmark.h>

/// Growth of loading with the number of entities, from JSON and from entities in memory.
namespace remit::bench {

namespace {

constexpr std::size_t kPolicies = 10;

void countBytes(benchmark::State& state, const cedar::EntityStore& store)
{
    state.counters["bytes/entity"] =
        static_cast<double>(store.indexBytes()) / static_cast<double>(store.size());
}

void loadEntities(benchmark::State& state)
{
    const auto count = static_cast<std::size_t>(state.range(0));
    const Workload workload = generatedAgents(kPolicies, count, 0);
    const std::string text = cedar::toEntityJson(workload.entities->entities());
    for (auto _ : state)
        benchmark::DoNotOptimize(parsedEntities(text));
    countBytes(state, *workload.entities);
}
BENCHMARK(loadEntities)->RangeMultiplier(10)->Range(1000, 1'000'000)->Unit(benchmark::kMillisecond);

void indexEntities(benchmark::State& state)
{
    const auto count = static_cast<std::size_t>(state.range(0));
    const Workload workload = generatedAgents(kPolicies, count, 0);
    const auto known = workload.entities->entities();
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<cedar::Entity> entities(known.begin(), known.end());
        state.ResumeTiming();
        benchmark::DoNotOptimize(cedar::EntityStore::build(std::move(entities)));
    }
}
BENCHMARK(indexEntities)
    ->RangeMultiplier(10)
    ->Range(1000, 1'000'000)
    ->Unit(benchmark::kMillisecond);

/// Deciding under more and more entities.
void decideAmongEntities(benchmark::State& state)
{
    constexpr std::size_t kManyPolicies = 1000;
    const Workload workload = generatedAgents(
        kManyPolicies, static_cast<std::size_t>(state.range(0)), kGeneratedRequests);
    cedar::Scratch scratch;
    std::size_t next = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(decide(*workload.program, *workload.entities,
                                        workload.requests[next++ % kGeneratedRequests], scratch));
}
BENCHMARK(decideAmongEntities)->RangeMultiplier(10)->Range(1000, 1'000'000);

} // namespace

} // namespace remit::bench
