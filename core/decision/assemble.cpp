// SPDX-License-Identifier: Apache-2.0
#include "core/decision/assemble.h"

#include "core/decision/messages.h"

#include <algorithm>
#include <set>

namespace remit::decision {

namespace {

/// All that the steps say, on the way to a verdict.
class Assembly {
public:
    Assembly(const CallInQuestion& call, const ChainDecision& chain, CallVerdict& verdict)
        : m_call(call), m_chain(chain), m_verdict(verdict)
    {}

    void run()
    {
        m_verdict.crossings = m_call.presented.prepared.requestCrossings;
        if (m_call.part.modelled) {
            addStep(m_call.part.identity);
            addStep(m_call.part.credentialTime);
            addStep(m_call.part.credentialTask);
            addStep(m_chain.counting.holder);
            addStep(m_call.part.taskActive);
            addStep(chainStep());
            addGrants();
        }
        // Of several people's chains none is chosen: the policies were asked for the agent alone,
        // which decides nothing.
        if (!ambiguous())
            addPrincipals();
        settle();
        addTriad();
        addReasons();
        addSkipped();
    }

private:
    [[nodiscard]] bool ambiguous() const { return m_call.part.chain.ambiguous; }
    /// Step 4, of the chain chosen where one counts.
    [[nodiscard]] const StepOutcome& chainStep() const
    {
        return m_call.part.chains.empty() || ambiguous() ? m_call.part.chain
                                                         : m_chain.counting.active;
    }

    void addStep(const StepOutcome& outcome)
    {
        if (outcome.isUnknown())
            m_unknown.insert(outcome.unknown.begin(), outcome.unknown.end());
        m_anyUnknown = m_anyUnknown || outcome.isUnknown();
        if (!outcome.fails() || outcome.message.empty())
            return;
        Crossing crossing;
        crossing.kind = outcome.kind;
        crossing.message = outcome.message;
        m_verdict.crossings.push_back(std::move(crossing));
    }

    void note(const Evaluated& evaluated)
    {
        if (evaluated.result != StepResult::Undecidable)
            return;
        m_anyUnknown = true;
        m_unknown.insert(evaluated.unknown.begin(), evaluated.unknown.end());
    }

    void addGrants()
    {
        for (std::size_t hop = 0; hop < m_chain.grants.size(); ++hop) {
            const Evaluated& evaluated = m_chain.grants[hop];
            note(evaluated);
            if (evaluated.result != StepResult::Forbidden &&
                evaluated.result != StepResult::NotPermitted)
                continue;
            const authority::Grant& grant = *m_chain.counting.chain->grants[hop];
            Crossing crossing;
            crossing.kind = CrossingKind::OutsideGrant;
            crossing.hop = static_cast<std::int64_t>(hop) + 1;
            crossing.principal = toText(grant.to);
            crossing.policies = scopePolicies(hop, evaluated.outcomes.satisfiedForbids);
            crossing.message = outsideGrantMessage(grant, m_verdict);
            m_verdict.crossings.push_back(std::move(crossing));
        }
    }

    void addPrincipals()
    {
        for (const PrincipalVerdict& one : m_chain.principals) {
            if (one.assumed)
                continue;
            note(one.evaluated);
            const bool forbidden = one.evaluated.result == StepResult::Forbidden;
            if (!forbidden && one.evaluated.result != StepResult::NotPermitted)
                continue;
            const bool isAgent = &one == &m_chain.principals.back();
            Crossing crossing;
            crossing.kind = forbidden ? CrossingKind::Forbidden : CrossingKind::NotPermitted;
            crossing.principal = isAgent ? m_verdict.agent : toText(one.principal);
            const auto& forbids = one.evaluated.outcomes.satisfiedForbids;
            crossing.policies = ids(forbids);
            const std::string who = isAgent ? std::string() : crossing.principal;
            crossing.message = forbidden ? forbiddenMessage(m_call.setup, forbids, who)
                                         : notPermittedMessage(m_verdict, who);
            m_verdict.crossings.push_back(std::move(crossing));
        }
        if (m_chain.approved())
            return;
        m_failedBeforeApproval = !m_verdict.crossings.empty();
        Crossing crossing;
        crossing.kind = CrossingKind::ApprovalMissing;
        crossing.message = approvalMissingMessage(m_chain.demanded);
        crossing.policies = approvalRules(m_call.setup, m_chain.demanded);
        m_verdict.crossings.push_back(std::move(crossing));
    }

    void settle()
    {
        const bool onlyApproval = !m_chain.approved() && !m_failedBeforeApproval && !ambiguous();
        if (!m_verdict.crossings.empty() && !onlyApproval) {
            m_verdict.verdict = Verdict::Deny;
        } else if (m_anyUnknown || ambiguous()) {
            m_verdict.verdict = Verdict::Undecidable;
            m_verdict.undecidable = ambiguous() ? "ambiguous-requester" : "missing-fact";
            m_verdict.unknown.assign(m_unknown.begin(), m_unknown.end());
            m_verdict.crossings.clear();
        } else if (onlyApproval) {
            m_verdict.verdict = Verdict::ApprovalRequired;
        } else {
            m_verdict.verdict = Verdict::Allow;
        }
        holdBackUnrepresentable();
    }

    /// Arguments without a Cedar form: no policy could look at them, so the call never passes.
    void holdBackUnrepresentable()
    {
        const auto& without = m_chain.facts().unrepresentable;
        const bool passes =
            m_verdict.verdict == Verdict::Allow || m_verdict.verdict == Verdict::ApprovalRequired;
        if (without.empty() || !passes)
            return;
        m_verdict.verdict = Verdict::Undecidable;
        m_verdict.undecidable = "missing-fact";
        m_verdict.crossings.clear();
        m_heldBack = true;
        for (const Unrepresentable& one : without)
            m_verdict.unknown.push_back(factName(one.path));
    }

    void addTriad()
    {
        Triad& triad = m_verdict.triad;
        if (m_call.part.modelled) {
            const AuthorityPart& part = m_call.part;
            triad.authenticated = allOf({&part.identity, &part.credentialTime});
            triad.delegated = both(allOf({&part.credentialTask, &m_chain.counting.holder,
                                          &part.taskActive, &chainStep()}),
                                   m_chain.grantsAllow());
        }
        triad.permitted = m_chain.principalsAllow();
        if (triad.permitted == true && !m_chain.approved())
            triad.permitted = false;
        if (ambiguous() || m_heldBack)
            triad.permitted.reset();
    }

    void addReasons()
    {
        if (m_verdict.verdict == Verdict::Allow) {
            std::set<std::uint32_t> permits;
            for (const PrincipalVerdict& one : m_chain.principals)
                permits.insert(one.evaluated.outcomes.satisfiedPermits.begin(),
                               one.evaluated.outcomes.satisfiedPermits.end());
            m_verdict.reasons = ids({permits.begin(), permits.end()});
            for (const Approval* approval : m_chain.used)
                m_verdict.approvalsUsed.push_back(approval->text());
        }
        if (m_chain.counting.chain != nullptr && !ambiguous())
            m_verdict.chain = m_chain.counting.chain->ids();
    }

    /// R7: a skipped policy is reported, whatever the verdict.
    void addSkipped()
    {
        for (std::size_t hop = 0; hop < m_chain.grants.size(); ++hop) {
            if (const GrantScope* scope = m_chain.counting.chain->scopes[hop])
                addSkipped(*scope->program, m_chain.grants[hop].outcomes,
                           m_chain.counting.chain->grants[hop]->id);
        }
        for (const PrincipalVerdict& one : m_chain.principals)
            addSkipped(*m_call.setup.program, one.evaluated.outcomes, {});
        const bool forbid = std::any_of(m_verdict.skipped.begin(), m_verdict.skipped.end(),
                                        [](const auto& one) { return one.forbid; });
        if (forbid)
            m_verdict.notes.emplace_back("skipped-forbid");
    }

    void addSkipped(const cedar::Program& program, const cedar::Outcomes& outcomes,
                    const std::string& grant)
    {
        for (const cedar::Outcomes::Failed& failed : outcomes.errors) {
            const cedar::ProgramPolicy& policy = program.policies()[failed.policy];
            SkippedPolicy skipped{grant.empty() ? policy.id : scopePolicyName(grant, policy.id),
                                  failed.error.message, policy.effect == cedar::Effect::Forbid};
            if (std::find(m_verdict.skipped.begin(), m_verdict.skipped.end(), skipped) ==
                m_verdict.skipped.end())
                m_verdict.skipped.push_back(std::move(skipped));
        }
    }

    [[nodiscard]] std::vector<std::string> ids(const std::vector<std::uint32_t>& policies) const
    {
        std::vector<std::string> names;
        for (const std::uint32_t i : policies)
            names.push_back(m_call.setup.program->policies()[i].id);
        return names;
    }
    [[nodiscard]] std::vector<std::string>
    scopePolicies(std::size_t hop, const std::vector<std::uint32_t>& policies) const
    {
        std::vector<std::string> names;
        const IndexedChain& chain = *m_chain.counting.chain;
        for (const std::uint32_t i : policies)
            names.push_back(scopePolicyName(chain.grants[hop]->id,
                                            chain.scopes[hop]->program->policies()[i].id));
        return names;
    }

    const CallInQuestion& m_call;
    const ChainDecision& m_chain;
    CallVerdict& m_verdict;
    std::set<std::string> m_unknown;
    bool m_anyUnknown = false;
    bool m_failedBeforeApproval = false;
    bool m_heldBack = false;
};

} // namespace

void assemble(const CallInQuestion& call, const ChainDecision& chain, CallVerdict& verdict)
{
    Assembly(call, chain, verdict).run();
}

} // namespace remit::decision
