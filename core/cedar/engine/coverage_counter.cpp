// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/coverage_counter.h"

#include "core/cedar/engine/code.h"
#include "core/cedar/engine/evaluator.h"
#include "core/cedar/engine/expression_compiler.h"
#include "core/cedar/engine/fault_text.h"
#include "core/cedar/engine/policy_run.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace remit::cedar {

namespace {

/// Counts what every node came to.
class NodeCounter {
public:
    explicit NodeCounter(std::vector<NodeCounts>& nodes) : m_nodes(nodes) {}

    void leave(const CodeNode& node, const Datum& result)
    {
        if (node.expr >= m_nodes.size())
            return;
        NodeCounts& counts = m_nodes[node.expr];
        if (result.absent())
            ++counts.failed;
        else if (!result.is(Datum::Kind::Bool))
            ++counts.other;
        else
            ++(result.isTrue() ? counts.isTrue : counts.isFalse);
    }

private:
    std::vector<NodeCounts>& m_nodes;
};

} // namespace

class CoverageCounter::OfProgram {
    /// Policies of which a part of the scope has matched nothing yet; each entity is tried once.
    class OpenScopes {
    public:
        explicit OpenScopes(std::size_t policies) : m_open(policies)
        {
            std::iota(m_open.begin(), m_open.end(), 0U);
        }

        /// Calls `matched(policy)` for those that match, and forgets them.
        template <class Matches, class Matched>
        void see(const EntityUid& uid, Matches matches, Matched matched)
        {
            if (m_open.empty())
                return;
            if (m_seen.size() < kRemembered && !m_seen.insert(uid).second)
                return;
            std::erase_if(m_open, [&](std::uint32_t policy) {
                if (!matches(policy))
                    return false;
                matched(policy);
                return true;
            });
        }

    private:
        /// Bounds the memory; beyond it an entity may be tried again.
        static constexpr std::size_t kRemembered = 100'000;
        std::vector<std::uint32_t> m_open;
        std::unordered_set<EntityUid, EntityUidHash> m_seen;
    };

public:
    explicit OfProgram(const Program& program)
        : m_program(program)
        , m_symbols(program.code().symbols)
        , m_compiler(m_symbols, m_context, m_segment, ExpressionCompiler::Form::Plain)
        , m_principals(program.policies().size())
        , m_resources(program.policies().size())
    {
        counts.policies.resize(program.policies().size());
    }

    void count(std::span<const std::uint32_t> setAside, Scratch::State& state)
    {
        ++counts.evaluations;
        const std::vector<PolicyCode>& code = m_program.code().code;
        m_principals.see(
            *state.principal.uid, [&](auto i) { return principalMatches(code[i], state); },
            [&](auto i) { counts.policies[i].principalMatched = true; });
        m_resources.see(
            *state.resource.uid, [&](auto i) { return resourceMatches(code[i], state); },
            [&](auto i) { counts.policies[i].resourceMatched = true; });
        for (const std::uint32_t policy : ofAction(state)) {
            if (principalMatches(code[policy], state) && resourceMatches(code[policy], state))
                countPolicy(policy, setAside, state);
        }
    }

    ProgramCounts counts;

private:
    /// The policies whose scope takes the request's action.
    const std::vector<std::uint32_t>& ofAction(const Scratch::State& state)
    {
        const auto [found, isNew] = m_ofAction.try_emplace(*state.action.uid);
        if (isNew) {
            for (std::uint32_t i = 0; i < counts.policies.size(); ++i) {
                if (!actionMatches(m_program.code().code[i], state))
                    continue;
                counts.policies[i].actionMatched = true;
                found->second.push_back(i);
            }
        }
        return found->second;
    }

    void countPolicy(std::uint32_t number, std::span<const std::uint32_t> setAside,
                     Scratch::State& state)
    {
        PolicyCounts& policy = counts.policies[number];
        ++policy.inScope;
        if (std::binary_search(setAside.begin(), setAside.end(), number)) {
            ++policy.setAside;
            return;
        }
        const Policy& source = *m_program.policies()[number].source;
        policy.nodes.resize(source.nodeCount);
        const CodeNode* condition = conditionOf(source);
        if (condition == nullptr) {
            ++policy.satisfied;
            return;
        }
        NodeCounter counter(policy.nodes);
        const Datum value = Evaluator<NodeCounter>(state, counter).evaluate(*condition);
        if (value.isTrue())
            ++policy.satisfied;
        else if (value.absent())
            countError(policy, source, state);
    }

    static void countError(PolicyCounts& policy, const Policy& source, Scratch::State& state)
    {
        ++policy.failed;
        if (!policy.firstError)
            policy.firstError = describe(state.fault, state, source);
    }

    /// Links of one template share it.
    const CodeNode* conditionOf(const Policy& policy)
    {
        const auto [found, isNew] = m_conditions.try_emplace(&policy, nullptr);
        if (isNew)
            found->second = m_compiler.compile(policy.conditions);
        return found->second;
    }

    const Program& m_program;
    SymbolTable m_symbols;
    ContextLayout m_context;
    CodeSegment m_segment;
    ExpressionCompiler m_compiler;
    OpenScopes m_principals;
    OpenScopes m_resources;
    std::unordered_map<EntityUid, std::vector<std::uint32_t>, EntityUidHash> m_ofAction;
    std::unordered_map<const Policy*, const CodeNode*> m_conditions;
};

CoverageCounter::CoverageCounter() = default;
CoverageCounter::~CoverageCounter() = default;

void CoverageCounter::evaluated(const Program& program, std::span<const std::uint32_t> setAside,
                                Scratch::State& state)
{
    std::unique_ptr<OfProgram>& own = m_programs[&program];
    if (!own)
        own = std::make_unique<OfProgram>(program);
    own->count(setAside, state);
}

CoverageCounts CoverageCounter::take()
{
    CoverageCounts counts;
    for (auto& [program, own] : m_programs)
        counts.programs.emplace(program, std::move(own->counts));
    m_programs.clear();
    return counts;
}

EvaluationObserver* observe(Scratch& scratch, EvaluationObserver* observer)
{
    return std::exchange(scratch.state().observer, observer);
}

} // namespace remit::cedar
