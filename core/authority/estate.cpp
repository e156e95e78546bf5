// SPDX-License-Identifier: Apache-2.0
#include "core/authority/estate.h"

#include "core/cedar/engine/program.h"

#include <algorithm>

namespace remit::authority {
namespace {

bool mentionsPrincipal(const cedar::Expr& expr)
{
    if (expr.kind == cedar::ExprKind::Variable && expr.var == cedar::Var::Principal)
        return true;
    return std::any_of(expr.children.begin(), expr.children.end(),
                       [](const auto& child) { return mentionsPrincipal(*child); });
}

} // namespace

Reaches::Reaches(const Estate& estate)
    : m_estate(&estate)
    , m_everything(estate.inventory->size(), Reach::Sure)
    , m_nothing(estate.inventory->size())
{
    for (const cedar::ProgramPolicy& policy : estate.policies->policies()) {
        for (const cedar::Condition& condition : policy.source->conditions)
            m_conditionsOnPrincipal =
                m_conditionsOnPrincipal || (condition.body && mentionsPrincipal(*condition.body));
        const cedar::ScopeConstraint& principal = policy.source->principal;
        if (principal.op != cedar::ScopeConstraint::Op::Any &&
            principal.op != cedar::ScopeConstraint::Op::Is) // `in` holds for the named one itself
            m_named.insert(principal.slot && policy.link && policy.link->principal
                               ? *policy.link->principal
                               : principal.entity);
    }
}

const AccessSet& Reaches::ofScope(const Grant& grant)
{
    const auto scope = m_estate->scopes.find(grant.id);
    if (scope == m_estate->scopes.end() || !scope->second)
        return m_nothing;
    SetPtr& known = m_scopes[scope->second.get()];
    if (!known)
        known = std::make_shared<const AccessSet>(reachOf(
            *scope->second, *m_estate->entities, *m_estate->inventory, grant.to, m_scratch));
    return *known;
}

/// Equal for principals of which every policy says the same: where no condition looks at the
/// principal, its type, its ancestors and whether it is named decide.
std::string Reaches::likeness(const cedar::EntityUid& principal) const
{
    if (m_conditionsOnPrincipal || m_named.contains(principal))
        return toText(principal);
    std::vector<cedar::EntityUid> above = m_estate->entities->ancestors(principal);
    std::sort(above.begin(), above.end());
    std::string text = principal.type;
    for (const cedar::EntityUid& each : above)
        text += '\n' + toText(each);
    return text;
}

Reaches::PolicyReach& Reaches::policyReach(const cedar::EntityUid& principal)
{
    std::shared_ptr<PolicyReach>& known = m_policies[principal];
    if (known)
        return *known;
    std::shared_ptr<PolicyReach>& alike = m_alike[likeness(principal)];
    if (!alike)
        alike = std::make_shared<PolicyReach>(PolicyReach{m_nothing, m_nothing});
    known = alike;
    return *known;
}

void Reaches::askPolicies(const cedar::EntityUid& principal, PolicyReach& known,
                          const AccessSet& about)
{
    const std::vector<std::uint32_t> open = about.without(known.known).members();
    if (open.empty())
        return;
    known.reach |= reachOf(*m_estate->policies, *m_estate->entities, *m_estate->inventory,
                           principal, open, m_scratch);
    for (const std::uint32_t access : open)
        known.known.set(access, Reach::Sure);
}

const AccessSet& Reaches::ofPolicies(const cedar::EntityUid& principal)
{
    PolicyReach& known = policyReach(principal);
    askPolicies(principal, known, m_everything);
    return known.reach;
}

const AccessSet& Reaches::ofRoot(const cedar::EntityUid& root)
{
    return m_estate->rootAssumed ? m_everything : ofPolicies(root);
}

const Chain& Reaches::chain(const Grant& last)
{
    const auto found = m_chains.find(&last);
    if (found != m_chains.end())
        return found->second;
    return m_chains.emplace(&last, chainOf(*m_estate->registry, last, m_estate->types))
        .first->second;
}

const AccessSet& Reaches::ofChain(const Grant& last)
{
    return chain(last).wellFormed() ? *effective(last) : m_nothing;
}

Reaches::SetPtr Reaches::effective(const Grant& grant)
{
    if (const auto found = m_effective.find(&grant); found != m_effective.end())
        return found->second;
    const Grant* above = grant.parent ? m_estate->registry->grant(*grant.parent) : nullptr;
    AccessSet set = above ? *effective(*above) : ofRoot(grant.from);
    set &= ofScope(grant);
    PolicyReach& policies = policyReach(grant.to);
    askPolicies(grant.to, policies, set); // of what is left alone
    set &= policies.reach;
    keepAudience(grant, set);
    return m_effective.emplace(&grant, std::make_shared<const AccessSet>(std::move(set)))
        .first->second;
}

void Reaches::keepAudience(const Grant& grant, AccessSet& set) const
{
    if (!grant.audience)
        return;
    for (const std::uint32_t i : set.members()) {
        if ((*m_estate->inventory)[i].audience != grant.audience)
            set.set(i, Reach::None);
    }
}

std::vector<Inactivity> structuralInactivity(const Estate& estate, const History& history,
                                             const Chain& chain, Instant time)
{
    Circumstances circumstances;
    circumstances.time = time;
    circumstances.skew = estate.skew;
    std::vector<Inactivity> hops;
    for (const Grant* grant : chain.grants) {
        circumstances.workload = grant->boundTo;
        circumstances.audience = grant->audience;
        hops.push_back(inactivityOf(*grant, grant == chain.grants.back(), *estate.registry, history,
                                    circumstances));
    }
    return hops;
}

bool isActive(const Chain& chain, const std::vector<Inactivity>& hops)
{
    return chain.wellFormed() && std::all_of(hops.begin(), hops.end(), [](Inactivity hop) {
               return hop == Inactivity::None;
           });
}

} // namespace remit::authority
