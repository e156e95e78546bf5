// SPDX-License-Identifier: Apache-2.0
#include "tests/core/decision/naive_authority.h"

#include "tests/core/decision/naive_model.h"

#include <algorithm>

namespace remit::test {

namespace naive {

NaiveVerdict Model::decide()
{
    for (const Credential& one : m_world.objects.credentials) {
        if (m_world.start.credential.isPresent() && one.id == m_world.start.credential.text)
            m_credential = &one;
    }
    resolveTask();
    collectNamed();
    const std::vector<Chain> right = m_taskKnown ? allChains() : std::vector<Chain>();
    std::vector<std::pair<Chain, Outcome>> counting;
    for (const Chain& chain : right) {
        const Outcome now = active(chain);
        if (now.state != 'n')
            counting.emplace_back(chain, now);
    }
    std::set<cedar::EntityUid> roots;
    for (const auto& [chain, now] : counting)
        roots.insert(chain.front()->from);

    NaiveVerdict result;
    Ranked best;
    const Chain nobody;
    Chain shown;
    if (!m_taskKnown) {
        best = rank(nobody, false, kUnknown);
    } else if (counting.empty()) {
        const auto find = [&](auto fits) { return std::find_if(right.begin(), right.end(), fits); };
        const auto anyRevoked = [&](const Chain& chain) {
            return std::any_of(chain.begin(), chain.end(),
                               [&](const Grant* grant) { return revoked(*grant); });
        };
        const auto anyExpired = [&](const Chain& chain) {
            return std::any_of(chain.begin(), chain.end(), [&](const Grant* grant) {
                return m_world.time && m_world.time->milliseconds >=
                                           grant->expiresAt.milliseconds + m_world.setup.clockSkew;
            });
        };
        std::string kind = "undelegated";
        auto at = find(anyRevoked);
        if (at != right.end()) {
            kind = "grant-revoked";
        } else if ((at = find(anyExpired)) != right.end()) {
            kind = "grant-expired";
        } else {
            at = right.begin();
        }
        if (at != right.end())
            shown = *at;
        best = rank(shown, false, no(kind));
    } else if (m_requesters.empty() && m_grants.empty() && roots.size() > 1) {
        // Undecidable, unless a step before fails.
        result.delegated = "?";
        std::vector<Outcome> before{identity(), credentialTime(), credentialTask(), taskActive()};
        bool anyHolder = false;
        for (const auto& [chain, now] : counting)
            anyHolder = anyHolder || holder(&chain).state == 'y';
        result.verdict = "undecidable";
        if (!anyHolder)
            before.insert(before.begin() + 3, no("credential-misused"));
        for (const Outcome& one : before) {
            if (one.state == 'n' && result.crossing.empty()) {
                result.verdict = "deny";
                result.crossing = one.kind;
            }
        }
        if (credentialTask().state == 'n' || taskActive().state == 'n' || !anyHolder)
            result.delegated = "no";
    } else {
        std::vector<Ranked> all;
        for (const auto& [chain, now] : counting)
            all.push_back(rank(chain, true, now));
        best = *std::max_element(all.begin(), all.end(), [](const Ranked& a, const Ranked& b) {
            return std::tie(a.kind, a.step, a.hop) < std::tie(b.kind, b.step, b.hop);
        });
    }
    const auto word = [](char state) {
        return std::string(state == 'y' ? "yes" : state == 'n' ? "no" : "?");
    };
    const char first = identity().state;
    const char second = credentialTime().state;
    result.authenticated = word(first == 'n' || second == 'n'   ? 'n'
                                : first == '?' || second == '?' ? '?'
                                                                : 'y');
    if (!result.verdict.empty())
        return result;
    constexpr std::array kVerdicts{"deny", "approval_required", "undecidable", "allow"};
    result.verdict = kVerdicts.at(static_cast<std::size_t>(best.kind));
    result.crossing = best.first;
    result.hop = best.crossingHop;
    result.delegated = word(best.delegated);
    if (best.kind == 3) {
        for (const Grant* grant : *best.chain)
            result.chain.push_back(grant->id);
    }
    return result;
}

} // namespace naive

std::string NaiveVerdict::text() const
{
    std::string words = verdict + " " + crossing + " " + std::to_string(hop) + " " + authenticated +
                        "/" + delegated;
    for (const std::string& grant : chain)
        words += " " + grant;
    return words;
}

NaiveVerdict naiveVerdict(const RandomWorld& made)
{
    return naive::Model(made).decide();
}

NaiveVerdict inNaiveTerms(const decision::CallVerdict& verdict)
{
    const auto word = [](decision::Tristate state) {
        return std::string(!state ? "?" : *state ? "yes" : "no");
    };
    NaiveVerdict result;
    result.verdict = name(verdict.verdict);
    if (!verdict.crossings.empty()) {
        result.crossing = name(verdict.crossings.front().kind);
        result.hop = static_cast<std::size_t>(verdict.crossings.front().hop.value_or(0));
    }
    if (verdict.verdict == decision::Verdict::Allow)
        result.chain = verdict.chain;
    result.authenticated = word(verdict.triad.authenticated);
    result.delegated = word(verdict.triad.delegated);
    return result;
}

} // namespace remit::test
