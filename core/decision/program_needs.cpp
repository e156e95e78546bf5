// SPDX-License-Identifier: Apache-2.0
#include "core/decision/program_needs.h"

#include "core/decision/facts.h"

#include <algorithm>
#include <map>

namespace remit::decision {

namespace {

void collectUses(const cedar::Expr& expr, EntityUse& use)
{
    if (expr.kind == cedar::ExprKind::Variable) {
        use.principal = use.principal || expr.var == cedar::Var::Principal;
        use.resource = use.resource || expr.var == cedar::Var::Resource;
    }
    for (const cedar::ExprPtr& child : expr.children)
        collectUses(*child, use);
}

EntityUse usesOf(const cedar::Policy& policy)
{
    EntityUse use;
    use.principal = policy.principal.op != cedar::ScopeConstraint::Op::Any;
    use.resource = policy.resource.op != cedar::ScopeConstraint::Op::Any;
    for (const cedar::Condition& condition : policy.conditions) {
        if (condition.body)
            collectUses(*condition.body, use);
    }
    return use;
}

bool isUnknown(const cedar::ContextPath& read, const std::vector<cedar::ContextPath>& facts)
{
    return std::any_of(facts.begin(), facts.end(),
                       [&](const cedar::ContextPath& fact) { return needs(read, fact); });
}

} // namespace

ProgramNeeds::ProgramNeeds(const cedar::Program& program)
{
    std::map<cedar::ContextPath, std::vector<std::uint32_t>> byRead;
    const auto& policies = program.policies();
    for (std::uint32_t i = 0; i < policies.size(); ++i) {
        m_uses.push_back(usesOf(*policies[i].source));
        for (const cedar::ContextPath& read : policies[i].reads)
            byRead[read].push_back(i);
    }
    m_readers.assign(byRead.begin(), byRead.end());
}

std::vector<std::uint32_t> ProgramNeeds::needing(const std::vector<cedar::ContextPath>& facts) const
{
    std::vector<std::uint32_t> policies;
    if (facts.empty())
        return policies;
    for (const auto& [read, users] : m_readers) {
        if (isUnknown(read, facts))
            policies.insert(policies.end(), users.begin(), users.end());
    }
    std::sort(policies.begin(), policies.end());
    policies.erase(std::unique(policies.begin(), policies.end()), policies.end());
    return policies;
}

bool ProgramNeeds::reads(const cedar::ContextPath& fact) const
{
    return std::any_of(m_readers.begin(), m_readers.end(),
                       [&](const auto& reader) { return needs(reader.first, fact); });
}

} // namespace remit::decision
