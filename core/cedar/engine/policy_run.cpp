// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/policy_run.h"

#include "core/cedar/engine/evaluator.h"

#include <algorithm>

namespace remit::cedar {

namespace {

/// The same as `matches`, written for the few policies that the index finds: their scopes mostly
/// hold, and each is of one of two forms.
inline bool holds(const ScopeTest& test, const RequestSide& side)
{
    using Scope = ScopeConstraint::Op;
    if (test.op == Scope::Any)
        return true;
    if (test.op == Scope::Equal)
        return test.entity == side.self && test.entity != SymbolTable::kNone;
    const bool ofType = test.op == Scope::In || test.type == side.type;
    return ofType && (test.op == Scope::Is || side.isIn(test.entity));
}

inline bool holdsForAction(const PolicyCode& policy, const RequestSide& action)
{
    if (policy.actionOp == ActionConstraint::Op::Any)
        return true;
    const std::uint32_t* symbol = policy.actions.begin();
    if (policy.actionOp == ActionConstraint::Op::Equal)
        return *symbol == action.self;
    for (const std::uint32_t* end = policy.actions.end(); symbol != end; ++symbol) {
        if (action.isIn(*symbol))
            return true;
    }
    return false;
}

bool matches(const ScopeTest& test, const RequestSide& side)
{
    using Scope = ScopeConstraint::Op;
    switch (test.op) {
    case Scope::Any:
        return true;
    case Scope::Equal:
        return test.entity == side.self && test.entity != SymbolTable::kNone;
    case Scope::In:
        return side.isIn(test.entity);
    case Scope::Is:
        return test.type == side.type;
    case Scope::IsIn:
        return test.type == side.type && side.isIn(test.entity);
    }
    return false;
}

class PolicyRun {
public:
    PolicyRun(Scratch::State& state, std::span<const std::uint32_t> setAside, Detail detail)
        : m_state(state)
        , m_program(*state.program)
        , m_setAside(setAside)
        , m_decisionOnly(detail == Detail::DecisionOnly)
        , m_evaluator(state, m_unheard)
    {
        state.permits.clear();
        state.forbids.clear();
        state.failed.clear();
        state.failedPolicies.clear();
        state.work.reset();
    }

    void searchIndex()
    {
        auto visit = [this](std::uint32_t policy) {
            if (m_program.changed.empty() || !isChanged(policy))
                attemptFound(policy);
        };
        attemptChanged(Effect::Forbid);
        m_program.forbids->visit(*this, visit);
        if (m_decisionOnly && !m_state.forbids.empty())
            return;
        attemptChanged(Effect::Permit);
        m_program.permits->visit(*this, visit);
    }

    void searchAll()
    {
        for (std::uint32_t policy = 0; policy < m_program.code.size(); ++policy)
            attempt(policy);
    }

    void finish()
    {
        tidy(m_state.permits);
        tidy(m_state.forbids);
        auto& failed = m_state.failed;
        if (failed.size() > 1) {
            const auto before = [](const auto& a, const auto& b) { return a.policy < b.policy; };
            const auto equal = [](const auto& a, const auto& b) { return a.policy == b.policy; };
            std::sort(failed.begin(), failed.end(), before);
            failed.erase(std::unique(failed.begin(), failed.end(), equal), failed.end());
        }
        for (const auto& each : failed)
            m_state.failedPolicies.push_back(each.policy);
    }

    // What the index asks of the request.
    [[nodiscard]] std::span<const std::uint32_t> principal() const
    {
        return m_state.principal.keys;
    }
    [[nodiscard]] std::span<const std::uint32_t> action() const { return m_state.action.keys; }
    [[nodiscard]] std::span<const std::uint32_t> resource() const { return m_state.resource.keys; }
    [[nodiscard]] const RequestBits& bits() const { return m_state.keyBits; }
    [[nodiscard]] std::uint32_t context(std::uint32_t path) { return m_state.contextKey(path); }

private:
    void attempt(std::uint32_t number)
    {
        const PolicyCode& policy = m_program.code[number];
        if (!isDone(policy) && scopeMatches(policy, m_state) && !isSetAside(number))
            evaluate(number, policy);
    }

    /// A policy that the index has found.
    void attemptFound(std::uint32_t number)
    {
        const PolicyCode& policy = m_program.code[number];
        if (!isDone(policy) && holdsForAction(policy, m_state.action) &&
            holds(policy.resource, m_state.resource) &&
            holds(policy.principal, m_state.principal) && !isSetAside(number))
            evaluate(number, policy);
    }

    [[nodiscard]] std::vector<std::uint32_t>& satisfied(const PolicyCode& policy)
    {
        return policy.effect == Effect::Forbid ? m_state.forbids : m_state.permits;
    }
    [[nodiscard]] bool isDone(const PolicyCode& policy)
    {
        return m_decisionOnly && !satisfied(policy).empty();
    }

    void evaluate(std::uint32_t number, const PolicyCode& policy)
    {
        if (policy.condition) {
            const Datum result = m_evaluator.condition(*policy.condition);
            if (result.absent()) {
                m_state.failed.push_back({number, m_state.fault});
                return;
            }
            if (!result.isTrue())
                return;
        }
        satisfied(policy).push_back(number);
    }

    void attemptChanged(Effect effect)
    {
        for (const std::uint32_t policy : m_program.changed) {
            if (m_program.code[policy].effect == effect)
                attempt(policy);
        }
    }

    [[nodiscard]] bool isChanged(std::uint32_t policy) const
    {
        return std::binary_search(m_program.changed.begin(), m_program.changed.end(), policy);
    }
    [[nodiscard]] bool isSetAside(std::uint32_t policy) const
    {
        return !m_setAside.empty() &&
               std::binary_search(m_setAside.begin(), m_setAside.end(), policy);
    }

    /// The index can find a policy by two of its keys.
    static void tidy(std::vector<std::uint32_t>& policies)
    {
        if (policies.size() < 2)
            return;
        std::sort(policies.begin(), policies.end());
        policies.erase(std::unique(policies.begin(), policies.end()), policies.end());
    }

    Scratch::State& m_state;
    const Program::Code& m_program;
    std::span<const std::uint32_t> m_setAside;
    bool m_decisionOnly;
    Unheard m_unheard;
    Evaluator<Unheard> m_evaluator;
};

} // namespace

bool principalMatches(const PolicyCode& policy, const Scratch::State& state)
{
    return matches(policy.principal, state.principal);
}

bool resourceMatches(const PolicyCode& policy, const Scratch::State& state)
{
    return matches(policy.resource, state.resource);
}

bool actionMatches(const PolicyCode& policy, const Scratch::State& state)
{
    const RequestSide& action = state.action;
    switch (policy.actionOp) {
    case ActionConstraint::Op::Any:
        return true;
    case ActionConstraint::Op::Equal:
        return *policy.actions.begin() == action.self;
    case ActionConstraint::Op::In:
    case ActionConstraint::Op::InSet:
        return std::any_of(policy.actions.begin(), policy.actions.end(),
                           [&action](std::uint32_t symbol) { return action.isIn(symbol); });
    }
    return false;
}

void runPolicies(Scratch::State& state, std::span<const std::uint32_t> setAside, Detail detail,
                 Search search)
{
    PolicyRun run(state, setAside, detail);
    if (search == Search::Index)
        run.searchIndex();
    else
        run.searchAll();
    run.finish();
}

} // namespace remit::cedar
