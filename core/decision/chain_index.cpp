// SPDX-License-Identifier: Apache-2.0
#include "core/decision/chain_index.h"

#include <algorithm>
#include <utility>

namespace remit::decision {

namespace {

using authority::Chain;
using authority::Grant;
using authority::Registry;

const GrantScope* scopeOf(const Setup& setup, const Grant& grant)
{
    const auto found = setup.scopes.find(grant.id);
    return found == setup.scopes.end() ? nullptr : &found->second;
}

bool isForeign(const Registry& registry, const Grant& grant)
{
    return grant.boundTo && !registry.hasWorkload(grant.to, *grant.boundTo);
}

IndexedChain indexed(const Setup& setup, Chain chain)
{
    IndexedChain entry;
    entry.grants = std::move(chain.grants);
    entry.begins = entry.grants.front()->issuedAt;
    entry.ends = entry.grants.front()->expiresAt;
    for (const Grant* grant : entry.grants) {
        entry.begins = std::max({entry.begins, grant->issuedAt, grant->notBefore});
        entry.ends = std::min(entry.ends, grant->expiresAt);
        entry.foreignIdentity = entry.foreignIdentity || isForeign(*setup.registry, *grant);
        entry.scopes.push_back(scopeOf(setup, *grant));
        if (grant->audience && std::find(entry.audiences.begin(), entry.audiences.end(),
                                         *grant->audience) == entry.audiences.end())
            entry.audiences.push_back(*grant->audience);
    }
    return entry;
}

/// Numbers the chains of one agent by what the policies see of them.
class Signatures {
public:
    std::uint32_t of(const IndexedChain& chain)
    {
        Key key;
        for (std::size_t i = 0; i < chain.grants.size(); ++i)
            key.emplace_back(chain.grants[i]->from,
                             chain.scopes[i] ? chain.scopes[i]->program.get() : nullptr);
        const auto next = static_cast<std::uint32_t>(m_numbers.size());
        return m_numbers.try_emplace(std::move(key), next).first->second;
    }

private:
    using Key = std::vector<std::pair<cedar::EntityUid, const cedar::Program*>>;
    std::map<Key, std::uint32_t> m_numbers;
};

} // namespace

bool IndexedChain::holds(const cedar::EntityUid& principal) const
{
    return root() == principal ||
           std::any_of(grants.begin(), grants.end(),
                       [&](const Grant* grant) { return grant->to == principal; });
}

std::vector<std::string> IndexedChain::ids() const
{
    std::vector<std::string> names;
    for (const Grant* grant : grants)
        names.push_back(grant->id);
    return names;
}

bool before(const IndexedChain& a, const IndexedChain& b)
{
    if (a.root() != b.root())
        return toText(a.root()) < toText(b.root());
    return std::lexicographical_compare(
        a.grants.begin(), a.grants.end(), b.grants.begin(), b.grants.end(),
        [](const Grant* left, const Grant* right) { return left->id < right->id; });
}

ChainIndex::ChainIndex(const Setup& setup)
{
    if (!setup.registry)
        return;
    const authority::RootTypes types = rootTypesOf(setup);
    for (const Grant& grant : setup.registry->grants()) {
        if (setup.registry->grant(grant.id) != &grant)
            continue; // an id that stands twice: the first counts
        Chain chain = chainOf(*setup.registry, grant, types);
        if (chain.wellFormed())
            m_chains[grant.to][grant.task].push_back(indexed(setup, std::move(chain)));
    }
    for (auto& [agent, tasks] : m_chains) {
        Signatures signatures;
        for (auto& [task, chains] : tasks) {
            std::sort(chains.begin(), chains.end(), before);
            for (IndexedChain& chain : chains)
                chain.signature = signatures.of(chain);
        }
    }
}

std::span<const IndexedChain> ChainIndex::chains(const cedar::EntityUid& agent,
                                                 const authority::TaskRef& task) const
{
    const auto ofAgent = m_chains.find(agent);
    if (ofAgent == m_chains.end())
        return {};
    const auto ofTask = ofAgent->second.find(task);
    if (ofTask == ofAgent->second.end())
        return {};
    return ofTask->second;
}

authority::RootTypes rootTypesOf(const Setup& setup)
{
    return {setup.types.humans, setup.types.serviceAccounts};
}

} // namespace remit::decision
