// SPDX-License-Identifier: Apache-2.0
#include "core/authority/entitlement.h"

#include "core/cedar/engine/program.h"

#include <algorithm>

namespace remit::authority {
namespace {

bool isRoot(const Estate& estate, const cedar::EntityUid& principal)
{
    const auto& humans = estate.types.humans;
    const auto& accounts = estate.types.serviceAccounts;
    return std::find(humans.begin(), humans.end(), principal.type) != humans.end() ||
           std::find(accounts.begin(), accounts.end(), principal.type) != accounts.end();
}

std::optional<cedar::EntityUid> inheritedFrom(const cedar::ProgramPolicy& policy,
                                              const cedar::EntityUid& principal)
{
    using Op = cedar::ScopeConstraint::Op;
    const cedar::ScopeConstraint& constraint = policy.source->principal;
    if (constraint.op != Op::In && constraint.op != Op::IsIn)
        return std::nullopt;
    const cedar::EntityUid& group = constraint.slot && policy.link && policy.link->principal
                                        ? *policy.link->principal
                                        : constraint.entity;
    return group == principal ? std::nullopt : std::optional(group);
}

void addSources(Reaches& reaches, const cedar::Program& program, const PermitSource& where,
                std::size_t access, std::vector<PermitSource>& found)
{
    std::vector<std::uint32_t> conditional;
    for (std::uint32_t i = 0; i < program.policies().size(); ++i) {
        if (!program.policies()[i].reads.empty())
            conditional.push_back(i);
    }
    const Estate& estate = reaches.estate();
    const Access& wanted = (*estate.inventory)[access];
    const cedar::Outcomes outcomes =
        evaluateAll(program, *estate.entities, {where.principal, wanted.action, wanted.resource},
                    conditional, reaches.scratch());
    const auto add = [&](std::uint32_t policy, bool reads) {
        const cedar::ProgramPolicy& source = program.policies()[policy];
        if (source.effect != cedar::Effect::Permit)
            return;
        PermitSource entry = where;
        entry.policy = source.id;
        entry.conditional = reads;
        entry.inheritedFrom = inheritedFrom(source, where.principal);
        found.push_back(std::move(entry));
    };
    for (const std::uint32_t policy : outcomes.satisfiedPermits)
        add(policy, false);
    for (const std::uint32_t policy : outcomes.setAside)
        add(policy, true);
}

PermitSource at(std::size_t hop, std::string grant, const cedar::EntityUid& principal)
{
    PermitSource where;
    where.hop = hop;
    where.grant = std::move(grant);
    where.principal = principal;
    return where;
}

} // namespace

Entitlement entitlementOf(Reaches& reaches, const History& history,
                          const cedar::EntityUid& principal, Instant time)
{
    const Estate& estate = reaches.estate();
    Entitlement result{principal, time, {}, AccessSet(estate.inventory->size())};
    if (isRoot(estate, principal)) {
        const AccessSet& own = reaches.ofRoot(principal);
        result.holdings.push_back({nullptr, {}, true, own.count()});
        result.total |= own;
    }
    for (const Grant* grant : estate.registry->grantsTo(principal)) {
        const Chain& chain = reaches.chain(*grant);
        Holding holding;
        holding.last = grant;
        holding.hops = structuralInactivity(estate, history, chain, time);
        holding.active = isActive(chain, holding.hops);
        const AccessSet& given = reaches.ofChain(*grant);
        holding.accesses = given.count();
        if (holding.active)
            result.total |= given;
        result.holdings.push_back(std::move(holding));
    }
    return result;
}

std::vector<PermitSource> sourcesOf(Reaches& reaches, const Grant& last, std::size_t access)
{
    const Estate& estate = reaches.estate();
    std::vector<PermitSource> found;
    const Chain& chain = reaches.chain(last);
    if (!estate.rootAssumed)
        addSources(reaches, *estate.policies, at(0, {}, chain.root()), access, found);
    for (std::size_t i = 0; i < chain.grants.size(); ++i) {
        const Grant& grant = *chain.grants[i];
        const auto scope = estate.scopes.find(grant.id);
        if (scope != estate.scopes.end() && scope->second)
            addSources(reaches, *scope->second, at(i + 1, grant.id, grant.to), access, found);
        addSources(reaches, *estate.policies, at(i + 1, {}, grant.to), access, found);
    }
    return found;
}

std::vector<PermitSource> ownSourcesOf(Reaches& reaches, const cedar::EntityUid& principal,
                                       std::size_t access)
{
    std::vector<PermitSource> found;
    addSources(reaches, *reaches.estate().policies, at(0, {}, principal), access, found);
    return found;
}

} // namespace remit::authority
