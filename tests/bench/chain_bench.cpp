// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/chain.h"
#include "core/cedar/syntax/parser.h"
#include "tests/bench/workload.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

/// A call along a delegation chain of n hops: n + 1 principals against a set of 10,000 policies and
/// n scopes; the same evaluations one by one beside it.
namespace remit::bench {

namespace {

class Chain {
public:
    explicit Chain(std::size_t hops) : m_workload(agentsOf(10'000))
    {
        for (std::size_t i = 0; i <= hops; ++i)
            m_principals.push_back({"Agent", fmt::format("agent-{}", i * 7)});
        for (std::size_t hop = 1; hop <= hops; ++hop)
            m_scopes.push_back(cedar::Program::compile(
                parsedSet(fmt::format("permit(principal, action, resource) when {{ context.amount "
                                      "< {} && resource in ToolSet::\"set-{}\" }};",
                                      1000 - hop, hop))));
        for (const cedar::EntityUid& principal : m_principals)
            m_evaluations.push_back({m_workload.program.get(), &principal, {}});
        for (std::size_t hop = 0; hop < hops; ++hop)
            m_evaluations.push_back({m_scopes[hop].get(), &m_principals[hop + 1], {}});
    }

    [[nodiscard]] std::span<const cedar::Evaluation> evaluations() const { return m_evaluations; }
    [[nodiscard]] const cedar::EntityStore& entities() const { return *m_workload.entities; }
    [[nodiscard]] const cedar::Request& request(std::size_t number) const
    {
        return m_workload.requests[number % kGeneratedRequests];
    }

private:
    const Workload& m_workload;
    std::vector<cedar::EntityUid> m_principals;
    std::vector<std::shared_ptr<const cedar::Program>> m_scopes;
    std::vector<cedar::Evaluation> m_evaluations;
};

void decideChainAtOnce(benchmark::State& state)
{
    const Chain chain(static_cast<std::size_t>(state.range(0)));
    cedar::Scratch scratch;
    std::size_t next = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(
            decideChain(chain.evaluations(), chain.entities(), chain.request(next++), scratch));
}
BENCHMARK(decideChainAtOnce)->Arg(0)->Arg(1)->Arg(3)->Arg(7);

void decideChainOneByOne(benchmark::State& state)
{
    const Chain chain(static_cast<std::size_t>(state.range(0)));
    cedar::Scratch scratch;
    std::size_t next = 0;
    for (auto _ : state) {
        cedar::Request request = chain.request(next++);
        for (const cedar::Evaluation& each : chain.evaluations()) {
            request.principal = *each.principal;
            benchmark::DoNotOptimize(decide(*each.program, chain.entities(), request, scratch));
        }
    }
}
BENCHMARK(decideChainOneByOne)->Arg(0)->Arg(1)->Arg(3)->Arg(7);

} // namespace

} // namespace remit::bench
