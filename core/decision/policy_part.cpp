// SPDX-License-Identifier: Apache-2.0
#include "core/decision/policy_part.h"

#include "core/cedar/engine/observer.h"
#include "core/decision/context_supply.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

namespace remit::decision {

namespace {

Tristate allows(const Evaluated& evaluated)
{
    if (evaluated.result == StepResult::Undecidable)
        return std::nullopt;
    return evaluated.result == StepResult::Allowed;
}

/// Evaluates one chain; each step only when it is asked for.
class ChainEvaluation {
public:
    ChainEvaluation(const CallInQuestion& call, const CountingChain& counting,
                    const std::vector<const Approval*>& bound, bool perhapsApproved)
        : m_call(call), m_chain(counting.chain)
    {
        m_approvals = countingOn(m_chain, call.presented, bound);
        m_decision.counting = counting;
        m_decision.ofCall = &call.presented.prepared.facts;
        m_decision.added = factsWith({rolesOf(m_approvals), !perhapsApproved});
        m_question = questionOf(m_decision.facts());
    }

    [[nodiscard]] std::size_t hops() const { return m_chain ? m_chain->grants.size() : 0; }

    /// Step 5.
    void evaluateGrants()
    {
        std::vector<AskedPolicies> asked;
        askGrants(asked);
        takeGrants(evaluate(asked, m_question));
    }

    /// Step 6, and what step 7 needs: the roles that still have to approve.
    void evaluatePrincipals()
    {
        std::vector<AskedPolicies> asked;
        askPrincipals(asked);
        takePrincipals(evaluate(asked, m_question));
    }

    /// Both at once: the whole chain is one call of the engine.
    void evaluateAll()
    {
        std::vector<AskedPolicies> asked;
        askGrants(asked);
        const auto grants = static_cast<std::ptrdiff_t>(asked.size());
        askPrincipals(asked);
        std::vector<Evaluated> results = evaluate(asked, m_question);
        const auto middle = std::make_move_iterator(results.begin() + grants);
        takeGrants({std::make_move_iterator(results.begin()), middle});
        takePrincipals({middle, std::make_move_iterator(results.end())});
    }

    /// Of the approvals at hand, one for each role that is demanded where none is.
    void findUsedApprovals()
    {
        if (m_approvals.empty() || !m_decision.approved())
            return;
        const cedar::Unobserved hypothetical(m_call.scratch);
        const auto added = factsWith({{}, true});
        const Facts& bare = added ? *added : *m_decision.ofCall;
        std::vector<AskedPolicies> asked;
        askPrincipals(asked);
        for (const std::string& role : rolesDemandedBy(evaluate(asked, questionOf(bare)))) {
            const auto first =
                std::find_if(m_approvals.begin(), m_approvals.end(),
                             [&](const Approval* approval) { return approval->role == role; });
            if (first != m_approvals.end())
                m_decision.used.push_back(*first);
        }
    }

    [[nodiscard]] ChainDecision& decision() { return m_decision; }

private:
    [[nodiscard]] std::optional<Facts> factsWith(const ApprovalsFact& approvals) const
    {
        return withAuthorityFacts(m_call.presented, m_call.part, m_chain, approvals);
    }
    [[nodiscard]] Question questionOf(const Facts& facts) const
    {
        const PreparedCall& prepared = m_call.presented.prepared;
        return {{prepared.principal, prepared.action, prepared.resource, facts.context},
                prepared.principalKnown,
                prepared.resourceKnown,
                &facts.unknown};
    }
    [[nodiscard]] std::vector<Evaluated> evaluate(const std::vector<AskedPolicies>& asked,
                                                  const Question& question) const
    {
        return decision::evaluate(asked, *m_call.setup.entities, question, m_call.scratch);
    }

    /// A grant without a scope allows nothing, and nothing is asked.
    void askGrants(std::vector<AskedPolicies>& asked) const
    {
        for (std::size_t hop = 0; hop < hops(); ++hop) {
            if (const GrantScope* scope = m_chain->scopes[hop])
                asked.push_back(
                    {scope->program.get(), nullptr, &m_chain->grants[hop]->to, isKnown(hop + 1)});
        }
    }
    void takeGrants(std::vector<Evaluated> results)
    {
        std::size_t next = 0;
        for (std::size_t hop = 0; hop < hops(); ++hop)
            m_decision.grants.push_back(m_chain->scopes[hop] ? std::move(results[next++])
                                                             : Evaluated());
    }

    void askPrincipals(std::vector<AskedPolicies>& asked) const
    {
        for (std::size_t i = 0; i <= hops(); ++i) {
            if (!isAssumed(i))
                asked.push_back(
                    {m_call.setup.program.get(), &m_call.index.needs, &principal(i), isKnown(i)});
        }
    }
    void takePrincipals(std::vector<Evaluated> results)
    {
        const std::set<std::string> demanded = rolesDemandedBy(results);
        std::size_t next = 0;
        for (std::size_t i = 0; i <= hops(); ++i) {
            PrincipalVerdict verdict{principal(i), isAssumed(i), {}};
            if (!verdict.assumed)
                verdict.evaluated = std::move(results[next++]);
            m_decision.principals.push_back(std::move(verdict));
        }
        m_decision.demanded.assign(demanded.begin(), demanded.end());
        if (!demanded.empty())
            evaluateAsIfApproved();
    }

    [[nodiscard]] std::set<std::string> rolesDemandedBy(const std::vector<Evaluated>& results) const
    {
        std::set<std::string> demanded;
        for (const Evaluated& evaluated : results) {
            for (std::string& role : demandedRoles(*m_call.setup.program, evaluated.outcomes))
                demanded.insert(std::move(role));
        }
        return demanded;
    }

    /// R5: whether every evaluation would allow with the approvals that are demanded.
    void evaluateAsIfApproved()
    {
        const cedar::Unobserved hypothetical(m_call.scratch);
        std::vector<std::string> roles = rolesOf(m_approvals);
        roles.insert(roles.end(), m_decision.demanded.begin(), m_decision.demanded.end());
        const auto approved = factsWith({std::move(roles), true}); // there are roles
        std::vector<AskedPolicies> asked;
        askPrincipals(asked);
        std::vector<Evaluated> results = evaluate(asked, questionOf(*approved));
        std::size_t next = 0;
        for (PrincipalVerdict& verdict : m_decision.principals) {
            if (!verdict.assumed)
                verdict.evaluated = std::move(results[next++]);
        }
    }

    [[nodiscard]] const cedar::EntityUid& principal(std::size_t i) const
    {
        if (m_chain == nullptr)
            return m_call.presented.prepared.principal;
        return i == 0 ? m_chain->root() : m_chain->grants[i - 1]->to;
    }
    [[nodiscard]] bool isLast(std::size_t i) const { return i == hops(); }
    /// Only the acting agent may be left out by the trace.
    [[nodiscard]] bool isKnown(std::size_t i) const
    {
        return !isLast(i) || m_call.presented.prepared.principalKnown;
    }
    [[nodiscard]] bool isAssumed(std::size_t i) const
    {
        return i == 0 && m_chain != nullptr &&
               m_call.setup.rootEntitlement == RootEntitlement::Assumed;
    }

    const CallInQuestion& m_call;
    const IndexedChain* m_chain;
    std::vector<const Approval*> m_approvals;
    ChainDecision m_decision;
    Question m_question;
};

/// How good the verdict of a chain is; greater is better. The place is that of the first failure,
/// or of the first unknown where nothing fails.
struct Rank {
    enum Kind : std::uint8_t { Denied, ApprovalRequired, Undecidable, Allowed };
    Kind kind = Allowed;
    int step = 8;
    std::size_t hop = 0;

    auto operator<=>(const Rank&) const = default;
};

/// Follows the steps of one chain and stops where its rank is settled.
class Ranking {
public:
    void see(int step, std::size_t hop, Tristate passes)
    {
        if (passes == true || m_rank.kind == Rank::Denied)
            return;
        if (passes == false)
            m_rank = {Rank::Denied, step, hop};
        else if (m_rank.kind == Rank::Allowed)
            m_rank = {Rank::Undecidable, step, hop};
    }
    void see(int step, const StepOutcome& outcome) { see(step, 0, allOf({&outcome})); }
    void seeApproval(bool approved)
    {
        if (!approved && m_rank.kind == Rank::Allowed)
            m_rank = {Rank::ApprovalRequired, 7, 0};
    }
    [[nodiscard]] bool denied() const { return m_rank.kind == Rank::Denied; }
    [[nodiscard]] const Rank& rank() const { return m_rank; }

private:
    Rank m_rank;
};

Rank rankOf(const CallInQuestion& call, const CountingChain& counting, const BoundApprovals& bound)
{
    Ranking ranking;
    ranking.see(0, 0, call.presented.prepared.requestCrossings.empty());
    ranking.see(1, call.part.identity);
    ranking.see(2, call.part.credentialTime);
    ranking.see(2, call.part.credentialTask);
    ranking.see(2, counting.holder);
    ranking.see(3, call.part.taskActive);
    ranking.see(4, counting.active);
    if (ranking.denied())
        return ranking.rank();
    ChainEvaluation evaluation(call, counting, bound.sure, bound.perhaps);
    evaluation.evaluateGrants();
    const ChainDecision& decision = evaluation.decision();
    for (std::size_t hop = 0; hop < decision.grants.size(); ++hop)
        ranking.see(5, hop, allows(decision.grants[hop]));
    if (ranking.denied())
        return ranking.rank();
    evaluation.evaluatePrincipals();
    for (std::size_t i = 0; i < decision.principals.size(); ++i) {
        if (!decision.principals[i].assumed)
            ranking.see(6, i, allows(decision.principals[i].evaluated));
    }
    ranking.seeApproval(decision.approved());
    return ranking.rank();
}

/// What the policies say of a chain depends on these alone, besides the call.
using Sameness = std::tuple<std::uint32_t, bool, bool>;

Sameness samenessOf(const CountingChain& one)
{
    return {one.chain->signature, one.holder.passes(), one.active.passes()};
}

/// The best of several. Chains of which the policies must say the same are ranked once; the first
/// in their order stands for all of them.
const CountingChain& bestOf(const CallInQuestion& call, const BoundApprovals& bound)
{
    const std::vector<CountingChain>& chains = call.part.chains;
    const CountingChain* best = nullptr;
    Rank bestRank;
    std::set<Sameness> seen;
    for (const CountingChain& one : chains) {
        if (!call.index.readsDelegation && !seen.insert(samenessOf(one)).second)
            continue;
        const Rank rank = rankOf(call, one, bound);
        if (best == nullptr || rank > bestRank) {
            best = &one;
            bestRank = rank;
        }
        if (bestRank.kind == Rank::Allowed)
            break;
    }
    return *best;
}

/// Where no chain counts: the one that explains best, else the agent alone.
CountingChain standIn(const AuthorityPart& part)
{
    return part.nearest.value_or(CountingChain{});
}

} // namespace

Tristate ChainDecision::grantsAllow() const
{
    Tristate all = true;
    for (const Evaluated& evaluated : grants)
        all = both(all, allows(evaluated));
    return all;
}

Tristate ChainDecision::principalsAllow() const
{
    Tristate all = true;
    for (const PrincipalVerdict& verdict : principals) {
        if (!verdict.assumed)
            all = both(all, allows(verdict.evaluated));
    }
    return all;
}

ChainDecision decideOnBestChain(const CallInQuestion& call)
{
    const BoundApprovals bound =
        approvalsOf(call.recorded, call.presented, call.part, call.context.approvals);
    const std::vector<CountingChain>& chains = call.part.chains;
    const bool alone = chains.empty() || call.part.chain.ambiguous;
    const CountingChain counting = alone                ? standIn(call.part)
                                   : chains.size() == 1 ? chains.front()
                                                        : bestOf(call, bound);
    ChainEvaluation evaluation(call, counting, bound.sure, bound.perhaps);
    evaluation.evaluateAll();
    evaluation.findUsedApprovals();
    return std::move(evaluation.decision());
}

} // namespace remit::decision
