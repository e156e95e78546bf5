// SPDX-License-Identifier: Apache-2.0
#include "core/authority/blast_radius.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <set>
#include <tuple>

namespace remit::authority {
namespace {

class Spread {
public:
    Spread(Reaches& reaches, const History& history, const cedar::EntityUid& start, Instant time)
        : m_reaches(reaches), m_history(history), m_time(time), m_start(start)
    {
        const std::size_t size = reaches.estate().inventory->size();
        m_result.direct = AccessSet(size);
        m_result.total = AccessSet(size);
        m_result.principals.push_back({start, 0, nullptr});
        m_seen.insert(start);
    }

    void ownPolicies()
    {
        const auto& humans = m_reaches.estate().types.humans;
        if (std::find(humans.begin(), humans.end(), m_start.type) != humans.end())
            m_result.direct |= m_reaches.ofRoot(m_start);
    }

    void hold(const std::function<bool(const Grant&)>& fits)
    {
        const Registry& registry = *m_reaches.estate().registry;
        for (const Grant* grant : registry.grantsTo(m_start)) {
            if (!isOn(*grant) || !fits(*grant))
                continue;
            m_result.held.push_back(grant);
            m_result.direct |= m_reaches.ofChain(*grant);
            if (grant->depth > 0)
                m_result.mayExtend.push_back(grant);
            m_queue.emplace_back(grant, 0);
        }
        for (const Grant* grant : registry.grantsFrom(m_start)) {
            if (!grant->parent && isOn(*grant) && fits(*grant))
                reach(*grant, 1);
        }
    }

    BlastRadius finish()
    {
        m_result.total |= m_result.direct;
        while (!m_queue.empty()) {
            const auto [grant, hops] = m_queue.front();
            m_queue.pop_front();
            for (const Grant* below : m_reaches.estate().registry->grantsBelow(grant->id)) {
                if (isOn(*below))
                    reach(*below, hops + 1);
            }
        }
        const auto byId = [](const Grant* a, const Grant* b) { return a->id < b->id; };
        std::sort(m_result.below.begin(), m_result.below.end(), byId);
        std::sort(m_result.principals.begin(), m_result.principals.end(),
                  [](const Reached& a, const Reached& b) {
                      return std::tie(a.hops, a.principal) < std::tie(b.hops, b.principal);
                  });
        return std::move(m_result);
    }

private:
    bool isOn(const Grant& grant)
    {
        const Chain& chain = m_reaches.chain(grant);
        return isActive(chain, structuralInactivity(m_reaches.estate(), m_history, chain, m_time));
    }

    void reach(const Grant& grant, std::size_t hops)
    {
        m_result.below.push_back(&grant);
        m_result.total |= m_reaches.ofChain(grant);
        m_queue.emplace_back(&grant, hops);
        if (m_seen.insert(grant.to).second)
            m_result.principals.push_back({grant.to, hops, &grant});
    }

    Reaches& m_reaches;
    const History& m_history;
    Instant m_time;
    cedar::EntityUid m_start;
    BlastRadius m_result;
    std::deque<std::pair<const Grant*, std::size_t>> m_queue;
    std::set<cedar::EntityUid> m_seen;
};

bool isValid(const Credential& credential, const History& history, Instant time)
{
    return credential.issuedAt <= time && (!credential.expiresAt || time < *credential.expiresAt) &&
           !history.credentialRevoked(credential, time, Knowledge::Effective);
}

} // namespace

BlastRadius blastRadius(Reaches& reaches, const History& history,
                        const cedar::EntityUid& compromised, Instant time)
{
    Spread spread(reaches, history, compromised, time);
    spread.ownPolicies();
    spread.hold([](const Grant&) { return true; });
    return spread.finish();
}

BlastRadius blastRadius(Reaches& reaches, const History& history, const Credential& compromised,
                        Instant time)
{
    Spread spread(reaches, history, compromised.holder, time);
    if (!isValid(compromised, history, time))
        return spread.finish();
    if (!compromised.task && !compromised.audience)
        spread.ownPolicies();
    spread.hold([&](const Grant& grant) {
        return (!compromised.task || grant.task == *compromised.task) &&
               (!compromised.audience || !grant.audience ||
                grant.audience == compromised.audience) &&
               (!compromised.boundTo || !grant.boundTo || grant.boundTo == compromised.boundTo);
    });
    return spread.finish();
}

} // namespace remit::authority
