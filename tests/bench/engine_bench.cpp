// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/decide.h"
#include "core/cedar/engine/explanation.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/reference/reference_evaluator.h"
#include "tests/bench/workload.h"

#include <benchmark/benchmark.h>

#include <map>

/// Growth of deciding, explaining, compiling and updating with the number of policies, and of
/// loading with the number of entities; the linear search and the reference evaluator beside them.
namespace remit::bench {

namespace {

constexpr std::size_t kRequests = 1000;

/// One workload a size, made when it is first asked for.
const Workload& agents(std::int64_t policies)
{
    static std::map<std::int64_t, Workload> made;
    const auto found = made.find(policies);
    if (found != made.end())
        return found->second;
    const auto count = static_cast<std::size_t>(policies);
    return made.emplace(policies, generatedAgents(count, 10'000, kRequests)).first->second;
}

void decideFromStructs(benchmark::State& state)
{
    const Workload& workload = agents(state.range(0));
    cedar::Scratch scratch;
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(decide(*workload.program, *workload.entities,
                                        workload.requests[next++ % kRequests], scratch));
    }
    state.counters["bytes/policy"] =
        static_cast<double>(workload.program->codeBytes()) / static_cast<double>(state.range(0));
}
BENCHMARK(decideFromStructs)->RangeMultiplier(10)->Range(10, 100'000);

void decideOneBoundRequest(benchmark::State& state)
{
    const Workload& workload = agents(state.range(0));
    const auto search = state.range(1) == 0 ? cedar::Search::Index : cedar::Search::Linear;
    cedar::Scratch scratch;
    bind(*workload.program, *workload.entities, workload.requests[0], scratch);
    for (auto _ : state)
        benchmark::DoNotOptimize(decideBound(scratch, cedar::Detail::Full, search));
}
BENCHMARK(decideOneBoundRequest)
    ->ArgNames({"policies", "linear"})
    ->ArgsProduct({{10, 100, 1000, 10'000, 100'000}, {0, 1}});

void decideOnThreads(benchmark::State& state)
{
    const Workload& workload = agents(10'000);
    cedar::Scratch scratch;
    std::size_t next = static_cast<std::size_t>(state.thread_index()) * 500;
    for (auto _ : state) {
        benchmark::DoNotOptimize(decide(*workload.program, *workload.entities,
                                        workload.requests[next++ % kRequests], scratch));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decideOnThreads)->ThreadRange(1, 2)->UseRealTime();

void referenceEvaluator(benchmark::State& state)
{
    const Workload& workload = agents(state.range(0));
    std::size_t next = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(cedar::reference::authorize(
            workload.policies, *workload.entities, workload.requests[next++ % kRequests]));
}
BENCHMARK(referenceEvaluator)->Arg(10)->Arg(100)->Arg(1000)->Unit(benchmark::kMicrosecond);

void explainEveryPolicy(benchmark::State& state)
{
    const Workload& workload = agents(state.range(0));
    cedar::Scratch scratch;
    std::size_t next = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(explain(*workload.program, *workload.entities,
                                         workload.requests[next++ % kRequests], scratch));
}
BENCHMARK(explainEveryPolicy)->Arg(10)->Arg(1000)->Unit(benchmark::kMicrosecond);

void parsePolicyText(benchmark::State& state)
{
    const Workload& workload = agents(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(parsedSet(workload.policyText));
}
BENCHMARK(parsePolicyText)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);

void compileProgram(benchmark::State& state)
{
    const Workload& workload = agents(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(cedar::Program::compile(workload.policies));
}
BENCHMARK(compileProgram)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);

void updateOnePolicy(benchmark::State& state)
{
    const Workload& workload = agents(state.range(0));
    cedar::PolicySet next;
    for (const cedar::PolicySet::PolicyPtr& policy : workload.policies.policies())
        (void)next.add(policy->id == "policy7"
                           ? std::make_shared<const cedar::Policy>(cedar::clone(*policy))
                           : policy);
    for (auto _ : state)
        benchmark::DoNotOptimize(cedar::Program::update(*workload.program, next));
}
BENCHMARK(updateOnePolicy)->Arg(100)->Arg(10'000)->Unit(benchmark::kMicrosecond);

void loadEntities(benchmark::State& state)
{
    const auto count = static_cast<std::size_t>(state.range(0));
    const Workload workload = generatedAgents(10, count, 0);
    const std::string text = cedar::toEntityJson(workload.entities->entities());
    std::size_t bytes = 0;
    for (auto _ : state)
        bytes = parsedEntities(text)->indexBytes();
    state.counters["bytes/entity"] =
        static_cast<double>(bytes) / static_cast<double>(workload.entities->size());
}
BENCHMARK(loadEntities)
    ->Arg(1000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);

} // namespace

} // namespace remit::bench
