// SPDX-License-Identifier: Apache-2.0
#include "core/authority/access.h"

#include "core/cedar/engine/program.h"

#include <algorithm>
#include <bit>

namespace remit::authority {
namespace {

constexpr std::size_t kWordBits = 64;
/// Beyond so many permits their scopes are not looked at one by one; the engine's index is asked.
constexpr std::size_t kPermitsTried = 64;

using Index = std::map<cedar::EntityUid, std::vector<std::uint32_t>>;

std::span<const std::uint32_t> listIn(const Index& index, const cedar::EntityUid& uid)
{
    const auto found = index.find(uid);
    if (found == index.end())
        return {};
    return found->second;
}

bool isIn(const cedar::EntityStore& entities, const cedar::EntityUid& below,
          const cedar::EntityUid& above)
{
    return below == above || entities.isDescendant(below, above);
}

bool actionMatches(const cedar::ActionConstraint& constraint, const cedar::EntityStore& entities,
                   const cedar::EntityUid& action)
{
    using Op = cedar::ActionConstraint::Op;
    if (constraint.op == Op::Any)
        return true;
    return std::any_of(
        constraint.entities.begin(), constraint.entities.end(), [&](const cedar::EntityUid& named) {
            return constraint.op == Op::Equal ? action == named : isIn(entities, action, named);
        });
}

bool resourceMatches(const cedar::ProgramPolicy& policy, const cedar::EntityStore& entities,
                     const cedar::EntityUid& resource)
{
    using Op = cedar::ScopeConstraint::Op;
    const cedar::ScopeConstraint& constraint = policy.source->resource;
    const cedar::EntityUid& named = constraint.slot && policy.link && policy.link->resource
                                        ? *policy.link->resource
                                        : constraint.entity;
    switch (constraint.op) {
    case Op::Any:
        return true;
    case Op::Equal:
        return resource == named;
    case Op::In:
        return isIn(entities, resource, named);
    case Op::Is:
        return resource.type == constraint.type;
    case Op::IsIn:
        return resource.type == constraint.type && isIn(entities, resource, named);
    }
    return false;
}

/// Accesses that the scope of some permit matches, whatever its conditions say.
std::vector<std::uint32_t> candidates(const cedar::Program& program,
                                      const cedar::EntityStore& entities,
                                      const Inventory& inventory)
{
    std::vector<std::uint32_t> found;
    std::size_t permits = 0;
    for (const cedar::ProgramPolicy& policy : program.policies())
        permits += policy.effect == cedar::Effect::Permit ? 1U : 0U;
    if (permits > kPermitsTried) {
        found.resize(inventory.size());
        for (std::uint32_t i = 0; i < found.size(); ++i)
            found[i] = i;
        return found;
    }
    for (const cedar::ProgramPolicy& policy : program.policies()) {
        if (policy.effect != cedar::Effect::Permit)
            continue;
        const auto take = [&](std::span<const std::uint32_t> accesses) {
            for (const std::uint32_t i : accesses) {
                if (resourceMatches(policy, entities, inventory[i].resource))
                    found.push_back(i);
            }
        };
        const cedar::ActionConstraint& action = policy.source->action;
        if (action.op == cedar::ActionConstraint::Op::Equal) {
            take(inventory.ofAction(action.entities.front()));
            continue;
        }
        for (const auto& [uid, accesses] : inventory.byAction()) {
            if (actionMatches(action, entities, uid))
                take(accesses);
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

Reach reachIn(const cedar::Program& program, const cedar::Outcomes& outcomes)
{
    if (!outcomes.satisfiedForbids.empty())
        return Reach::None;
    bool permitAside = false;
    bool forbidAside = false;
    for (const std::uint32_t policy : outcomes.setAside) {
        const bool permits = program.policies()[policy].effect == cedar::Effect::Permit;
        (permits ? permitAside : forbidAside) = true;
    }
    const bool permitted = !outcomes.satisfiedPermits.empty();
    if (permitted && !forbidAside)
        return Reach::Sure;
    return permitted || permitAside ? Reach::Conditional : Reach::None;
}

} // namespace

Inventory::Inventory(std::vector<Access> accesses) : m_accesses(std::move(accesses))
{
    std::sort(m_accesses.begin(), m_accesses.end());
    m_accesses.erase(std::unique(m_accesses.begin(), m_accesses.end()), m_accesses.end());
    for (std::uint32_t i = 0; i < m_accesses.size(); ++i) {
        m_byAction[m_accesses[i].action].push_back(i);
        m_byResource[m_accesses[i].resource].push_back(i);
    }
}

std::span<const std::uint32_t> Inventory::ofAction(const cedar::EntityUid& action) const
{
    return listIn(m_byAction, action);
}

std::span<const std::uint32_t> Inventory::ofResource(const cedar::EntityUid& resource) const
{
    return listIn(m_byResource, resource);
}

AccessSet::AccessSet(std::size_t size, Reach all)
    : m_size(size), m_some((size + kWordBits - 1) / kWordBits), m_sure(m_some.size())
{
    if (all == Reach::None)
        return;
    for (std::size_t i = 0; i < size; ++i)
        set(i, all);
}

Reach AccessSet::operator[](std::size_t i) const
{
    const Word bit = Word{1} << (i % kWordBits);
    if ((m_some[i / kWordBits] & bit) == 0)
        return Reach::None;
    return (m_sure[i / kWordBits] & bit) != 0 ? Reach::Sure : Reach::Conditional;
}

void AccessSet::set(std::size_t i, Reach reach)
{
    const Word bit = Word{1} << (i % kWordBits);
    Word& some = m_some[i / kWordBits];
    Word& sure = m_sure[i / kWordBits];
    some = reach == Reach::None ? some & ~bit : some | bit;
    sure = reach == Reach::Sure ? sure | bit : sure & ~bit;
}

std::size_t AccessSet::count() const
{
    std::size_t sum = 0;
    for (const Word word : m_some)
        sum += static_cast<std::size_t>(std::popcount(word));
    return sum;
}

std::vector<std::uint32_t> AccessSet::members() const
{
    std::vector<std::uint32_t> found;
    for (std::size_t w = 0; w < m_some.size(); ++w) {
        for (Word rest = m_some[w]; rest != 0; rest &= rest - 1)
            found.push_back(static_cast<std::uint32_t>(
                w * kWordBits + static_cast<std::size_t>(std::countr_zero(rest))));
    }
    return found;
}

AccessSet& AccessSet::operator&=(const AccessSet& other)
{
    for (std::size_t w = 0; w < m_some.size(); ++w) {
        m_some[w] &= other.m_some[w];
        m_sure[w] &= other.m_sure[w];
    }
    return *this;
}

AccessSet& AccessSet::operator|=(const AccessSet& other)
{
    for (std::size_t w = 0; w < m_some.size(); ++w) {
        m_some[w] |= other.m_some[w];
        m_sure[w] |= other.m_sure[w];
    }
    return *this;
}

AccessSet AccessSet::without(const AccessSet& other) const
{
    AccessSet result = *this;
    for (std::size_t w = 0; w < m_some.size(); ++w) {
        result.m_some[w] &= ~other.m_some[w];
        result.m_sure[w] &= ~other.m_some[w];
    }
    return result;
}

AccessSet reachOf(const cedar::Program& program, const cedar::EntityStore& entities,
                  const Inventory& inventory, const cedar::EntityUid& principal,
                  cedar::Scratch& scratch)
{
    return reachOf(program, entities, inventory, principal,
                   candidates(program, entities, inventory), scratch);
}

AccessSet reachOf(const cedar::Program& program, const cedar::EntityStore& entities,
                  const Inventory& inventory, const cedar::EntityUid& principal,
                  std::span<const std::uint32_t> accesses, cedar::Scratch& scratch)
{
    std::vector<std::uint32_t> conditional;
    for (std::uint32_t i = 0; i < program.policies().size(); ++i) {
        if (!program.policies()[i].reads.empty())
            conditional.push_back(i);
    }
    AccessSet reach(inventory.size());
    cedar::Request request{principal, {}, {}};
    for (const std::uint32_t i : accesses) {
        request.action = inventory[i].action;
        request.resource = inventory[i].resource;
        reach.set(i,
                  reachIn(program, evaluateAll(program, entities, request, conditional, scratch)));
    }
    return reach;
}

} // namespace remit::authority
