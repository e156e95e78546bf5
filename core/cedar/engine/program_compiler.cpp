// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/program_compiler.h"

#include "core/cedar/engine/context_reads.h"
#include "core/cedar/engine/expression_compiler.h"
#include "core/cedar/engine/leading_demands.h"

#include <algorithm>

namespace remit::cedar {

namespace {

/// A table that continues the given one, or is a copy of it where that one is a continuation.
std::shared_ptr<SymbolTable> continued(const std::shared_ptr<const SymbolTable>& symbols)
{
    if (!symbols || !symbols->base())
        return std::make_shared<SymbolTable>(symbols);
    return std::make_shared<SymbolTable>(*symbols);
}

} // namespace

ProgramCompiler::ProgramCompiler(Program::Code& code)
    : m_code(code)
    , m_symbols(continued(code.symbols))
    , m_context(code.context ? std::make_shared<ContextLayout>(*code.context)
                             : std::make_shared<ContextLayout>())
{
    if (!code.symbols)
        m_sharing.emplace(*m_segment);
}

void ProgramCompiler::add(const PolicySet::PolicyPtr& policy, const Link* link)
{
    ProgramPolicy entry;
    entry.id = link ? link->id : policy->id;
    entry.source = policy;
    entry.link = link;
    entry.effect = policy->effect;
    entry.reads = readsOf(*policy);
    m_code.policies.push_back(std::move(entry));
    m_code.code.push_back(compile(*policy, link));
}

ContextPaths ProgramCompiler::readsOf(const Policy& policy)
{
    const auto [shared, isNew] = m_reads.try_emplace(contextReads(policy));
    if (isNew)
        shared->second = ContextPaths(shared->first);
    return shared->second;
}

void ProgramCompiler::replace(std::uint32_t number, const PolicySet::PolicyPtr& policy)
{
    ProgramPolicy& entry = m_code.policies[number];
    entry.id = policy->id;
    entry.source = policy;
    entry.effect = policy->effect;
    entry.reads = readsOf(*policy);
    m_code.code[number] = compile(*policy, nullptr);
    std::vector<std::uint32_t>& changed = m_code.changed;
    const auto at = std::lower_bound(changed.begin(), changed.end(), number);
    if (at == changed.end() || *at != number)
        changed.insert(at, number);
}

PolicyCode ProgramCompiler::compile(const Policy& policy, const Link* link)
{
    const std::optional<EntityUid> none;
    PolicyCode code;
    code.effect = policy.effect;
    code.principal = scopeTest(policy.principal, link ? link->principal : none);
    code.resource = scopeTest(policy.resource, link ? link->resource : none);
    code.actionOp = policy.action.op;
    code.actions = actionSymbols(policy.action);
    code.condition = conditionOf(policy);
    return code;
}

ScopeTest ProgramCompiler::scopeTest(const ScopeConstraint& scope,
                                     const std::optional<EntityUid>& filled)
{
    using Scope = ScopeConstraint::Op;
    ScopeTest test;
    test.op = scope.op;
    if (scope.op == Scope::Is || scope.op == Scope::IsIn)
        test.type = m_symbols->addType(scope.type);
    // A slot that no link fills matches nothing: the entity stays unknown.
    if (scope.op != Scope::Any && scope.op != Scope::Is && (!scope.slot || filled))
        test.entity = m_symbols->addEntity(scope.slot ? *filled : scope.entity);
    return test;
}

ActionSymbols ProgramCompiler::actionSymbols(const ActionConstraint& action)
{
    const std::span<std::uint32_t> symbols(
        m_segment->arena.make<std::uint32_t>(action.entities.size()), action.entities.size());
    std::transform(action.entities.begin(), action.entities.end(), symbols.begin(),
                   [this](const EntityUid& uid) { return m_symbols->addEntity(uid); });
    return ActionSymbols(symbols);
}

const CodeNode* ProgramCompiler::conditionOf(const Policy& policy)
{
    if (policy.conditions.empty())
        return nullptr;
    if (policy.isTemplate()) {
        const auto found = m_conditions.find(&policy);
        if (found != m_conditions.end())
            return found->second;
    }
    ExpressionCompiler compiler(*m_symbols, *m_context, *m_segment,
                                ExpressionCompiler::Form::Folded,
                                m_sharing ? &*m_sharing : nullptr);
    const CodeNode* condition = compiler.compile(policy.conditions);
    if (policy.isTemplate())
        m_conditions.emplace(&policy, condition);
    return condition;
}

void ProgramCompiler::finish()
{
    m_code.symbols = m_symbols;
    m_code.context = m_context;
    m_code.segments.push_back(m_segment);
    if (m_sharing)
        m_code.rememberedCount = m_sharing->memoCount();
}

void ProgramCompiler::buildIndices()
{
    std::vector<IndexEntry> forbids;
    std::vector<IndexEntry> permits;
    permits.reserve(m_code.policies.size());
    for (std::uint32_t number = 0; number < m_code.policies.size(); ++number) {
        const ProgramPolicy& policy = m_code.policies[number];
        auto& entries = policy.effect == Effect::Forbid ? forbids : permits;
        entries.push_back(
            indexEntry(number, *policy.source, m_code.code[number], *m_symbols, *m_context));
    }
    m_code.forbids = std::make_shared<const PolicyIndex>(forbids);
    m_code.permits = std::make_shared<const PolicyIndex>(permits);
}

} // namespace remit::cedar
