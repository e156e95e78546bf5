// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/naive_model.h"

#include <algorithm>

/// All chains of the world, and which of them count: step 4.
namespace remit::test::naive {

std::vector<Chain> Model::allChains() const
{
    std::vector<Chain> chains;
    for (const Grant& grant : m_world.objects.grants) {
        if (!grant.parent)
            chains.push_back({&grant});
    }
    for (std::size_t i = 0; i < chains.size(); ++i) { // grows while it is gone through
        for (const Grant& grant : m_world.objects.grants) {
            const Chain chain = chains[i];
            if (grant.parent == chain.back()->id &&
                std::find(chain.begin(), chain.end(), &grant) == chain.end()) {
                chains.push_back(chain);
                chains.back().push_back(&grant);
            }
        }
    }
    const cedar::EntityUid acting = agent(m_world.start.agent.text.c_str());
    std::erase_if(chains, [&](const Chain& chain) {
        return chain.back()->to != acting || !m_task || chain.back()->task != *m_task ||
               !wellFormed(chain) || !rightRequester(chain);
    });
    std::sort(chains.begin(), chains.end(), [](const Chain& a, const Chain& b) {
        const auto key = [](const Chain& chain) {
            std::vector<std::string> ids{toText(chain.front()->from)};
            for (const Grant* grant : chain)
                ids.push_back(grant->id);
            return ids;
        };
        return key(a) < key(b);
    });
    return chains;
}

bool Model::wellFormed(const Chain& chain) const
{
    const Grant& first = *chain.front();
    const Task* ofFirst = task(first.task);
    const auto owner = ownerOf(first.from);
    const bool account = first.from.type == "ServiceAccount" && ofFirst &&
                         ofFirst->profile == authority::Profile::Batch && owner &&
                         owner->type == "User";
    if (first.from.type != "User" && !account)
        return false;
    std::set<cedar::EntityUid> seen{first.from};
    for (std::size_t i = 0; i < chain.size(); ++i) {
        if (!seen.insert(chain[i]->to).second)
            return false;
        if (i == 0)
            continue;
        const Grant& above = *chain[i - 1];
        const Grant& below = *chain[i];
        const Task* sub = task(below.task);
        if (below.from != above.to || below.depth > above.depth - 1 ||
            below.issuedAt < above.notBefore || below.issuedAt >= above.expiresAt ||
            (below.task != above.task && !(sub && sub->parent == above.task)))
            return false;
    }
    return true;
}

bool Model::rightRequester(const Chain& chain) const
{
    for (const cedar::EntityUid& requester : m_requesters) {
        if (chain.front()->from != requester)
            return false;
    }
    for (const std::string& grant : m_grants) {
        if (chain.back()->id != grant)
            return false;
    }
    return true;
}

void Model::collectNamed()
{
    if (m_world.start.onBehalfOf.isPresent())
        m_requesters.push_back(user(m_world.start.onBehalfOf.text.c_str()));
    if (m_credential && m_credential->holder.type == "User")
        m_requesters.push_back(m_credential->holder);
    std::vector<const trace::Delegate*> delegates;
    for (const trace::Event& event : m_world.before) {
        const auto* delegate = std::get_if<trace::Delegate>(&event.body);
        if (delegate && delegate->to == m_world.start.agent.text)
            delegates.push_back(delegate);
    }
    if (m_trusted && delegates.size() > 1)
        delegates.erase(delegates.begin(), delegates.end() - 1);
    for (const trace::Delegate* delegate : delegates) {
        if (delegate->requester.isPresent())
            m_requesters.push_back(user(delegate->requester.text.c_str()));
        if (delegate->grant.isPresent())
            m_grants.push_back(delegate->grant.text);
    }
}

Outcome Model::active(const Chain& chain) const
{
    Outcome result = m_world.time ? kYes : kUnknown;
    for (const Grant* grant : chain) {
        if (revoked(*grant))
            return no("");
        const std::int64_t skew = m_world.setup.clockSkew;
        const Instant begins = std::max(grant->issuedAt, grant->notBefore);
        if (m_world.time && (m_world.time->milliseconds < begins.milliseconds - skew ||
                             m_world.time->milliseconds >= grant->expiresAt.milliseconds + skew))
            return no("");
        const std::string now = phase(grant->task);
        if (m_world.time ? now != "active" : now == "ended" || now == "unknown")
            return no("");
        if (grant->boundTo && !has(grant->to, *grant->boundTo))
            return no("");
        if (grant->audience && *grant->audience != "documents")
            return no("");
    }
    const auto& bound = chain.back()->boundTo;
    if (!bound)
        return result;
    const trace::Field& workload = m_world.start.workload;
    if (!workload.isRecorded())
        return kUnknown;
    return workload.isPresent() && workload.text == *bound ? result : no("");
}

std::vector<cedar::EntityUid> Model::principals(const Chain& chain) const
{
    if (chain.empty())
        return {agent(m_world.start.agent.text.c_str())};
    std::vector<cedar::EntityUid> all{chain.front()->from};
    for (const Grant* grant : chain)
        all.push_back(grant->to);
    return all;
}

} // namespace remit::test::naive
