// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/validator.h"
#include "tests/bench/workload.h"

#include <benchmark/benchmark.h>

/// Growth of what is done once for a policy set: parsing, compiling (the index included),
/// exchanging one policy, validating.
namespace remit::bench {

namespace {

void parsePolicyText(benchmark::State& state)
{
    const Workload& workload = agentsOf(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(parsedSet(workload.policyText));
}
BENCHMARK(parsePolicyText)->RangeMultiplier(10)->Range(10, 100'000)->Unit(benchmark::kMillisecond);

void compileProgram(benchmark::State& state)
{
    const Workload& workload = agentsOf(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(cedar::Program::compile(workload.policies));
    state.counters["bytes/policy"] =
        static_cast<double>(workload.program->codeBytes()) / static_cast<double>(state.range(0));
}
BENCHMARK(compileProgram)->RangeMultiplier(10)->Range(10, 100'000)->Unit(benchmark::kMillisecond);

/// From text to program.
void parseAndCompile(benchmark::State& state)
{
    const Workload& workload = agentsOf(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(cedar::Program::compile(parsedSet(workload.policyText)));
}
BENCHMARK(parseAndCompile)->Arg(10'000)->Unit(benchmark::kMillisecond);

void updateOnePolicy(benchmark::State& state)
{
    const Workload& workload = agentsOf(state.range(0));
    cedar::PolicySet next;
    for (const cedar::PolicySet::PolicyPtr& policy : workload.policies.policies())
        (void)next.add(policy->id == "policy7"
                           ? std::make_shared<const cedar::Policy>(cedar::clone(*policy))
                           : policy);
    for (auto _ : state)
        benchmark::DoNotOptimize(cedar::Program::update(*workload.program, next));
}
BENCHMARK(updateOnePolicy)->RangeMultiplier(10)->Range(10, 100'000)->Unit(benchmark::kMicrosecond);

void validatePolicies(benchmark::State& state)
{
    const Workload& workload = agentsOf(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(cedar::validate(workload.policies, *workload.schema));
}
BENCHMARK(validatePolicies)->RangeMultiplier(10)->Range(10, 10'000)->Unit(benchmark::kMillisecond);

} // namespace

} // namespace remit::bench
