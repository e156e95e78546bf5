// SPDX-License-Identifier: Apache-2.0
#include "core/decision/steps/chain.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace remit::decision {

namespace {

using authority::Grant;

bool isHuman(const Setup& setup, const cedar::EntityUid& uid)
{
    const auto& types = setup.types.humans;
    return std::find(types.begin(), types.end(), uid.type) != types.end();
}

bool isOfRightRequester(const IndexedChain& chain, const Named& named)
{
    return std::all_of(named.requesters.begin(), named.requesters.end(),
                       [&](const auto& requester) { return chain.root() == requester; }) &&
           std::all_of(named.grants.begin(), named.grants.end(),
                       [&](const auto& grant) { return chain.last().id == grant; });
}

/// What is the same for all chains of one call.
struct Judge {
    const Presented& call;
    const AuthorityPart& part;
    bool anyRevoked = call.history.anyGrantRevoked();
    /// Step 2b holds whatever the chain: no credential is at hand, or it is the agent's own.
    bool holderActs =
        part.credential == nullptr ||
        (call.prepared.principalKnown && part.credential->holder == call.prepared.principal);

    [[nodiscard]] bool isRevoked(const IndexedChain& chain) const
    {
        return anyRevoked &&
               std::any_of(chain.grants.begin(), chain.grants.end(), [this](const Grant* grant) {
                   return call.history.grantRevoked(*grant, call.historyTime(), call.knowledge)
                       .has_value();
               });
    }
    [[nodiscard]] bool isExpired(const IndexedChain& chain) const
    {
        return call.time && call.time->milliseconds >= chain.ends.milliseconds + call.skew;
    }
    [[nodiscard]] bool isWaiting(const IndexedChain& chain) const
    {
        return call.time && call.time->milliseconds < chain.begins.milliseconds - call.skew;
    }
    [[nodiscard]] bool fitsWorkload(const IndexedChain& chain, std::set<std::string>& missing) const
    {
        const auto& bound = chain.last().boundTo;
        if (!bound)
            return true;
        if (!call.workload.isRecorded())
            missing.insert("workload");
        return !call.workload.isRecorded() ||
               (call.workload.isPresent() && call.workload.text == *bound);
    }
    [[nodiscard]] bool fitsAudience(const IndexedChain& chain, std::set<std::string>& missing) const
    {
        if (chain.audiences.empty())
            return true;
        if (!call.audience.isRecorded())
            missing.insert("server");
        return !call.audience.isRecorded() ||
               (call.audience.isPresent() && chain.audiences.size() == 1 &&
                chain.audiences.front() == call.audience.text);
    }

    /// R2. The tasks of all grants of a chain are the call's or above it: step 3 has said whether
    /// they are active.
    [[nodiscard]] bool mayBeActive(const IndexedChain& chain, std::set<std::string>& missing) const
    {
        if (!call.time)
            missing.insert("time");
        return !part.taskActive.fails() && !chain.foreignIdentity && !isExpired(chain) &&
               !isWaiting(chain) && fitsWorkload(chain, missing) && fitsAudience(chain, missing) &&
               !isRevoked(chain);
    }

    /// Enters the chain where it counts. Of an agent's thousands most pass without a word: nothing
    /// is built for those but the entry.
    void enter(const IndexedChain& chain, std::vector<CountingChain>& chains) const
    {
        std::set<std::string> missing;
        if (!mayBeActive(chain, missing))
            return;
        CountingChain& one = chains.emplace_back();
        one.chain = &chain;
        if (!holderActs)
            one.holder = holder(&chain);
        if (missing.empty())
            return;
        const std::vector<std::string> facts(missing.begin(), missing.end());
        one.active = StepOutcome::missing(
            facts, "Whether the chain is active depends on what is not recorded: " +
                       joined(facts, ", ") + ".");
    }

    /// Step 2b: the credential's holder acts, or stands on the chain.
    [[nodiscard]] StepOutcome holder(const IndexedChain* chain) const
    {
        const authority::Credential* credential = part.credential;
        if (holderActs || (chain != nullptr && chain->holds(credential->holder)))
            return StepOutcome::passed("");
        if (!call.prepared.principalKnown || !part.taskKnown)
            return StepOutcome::missing({call.prepared.principalKnown ? "task" : "agent"},
                                        "Whether the credential's holder is on the chain is not "
                                        "known.");
        return StepOutcome::failed(
            CrossingKind::CredentialMisused,
            fmt::format("The credential {} belongs to {}, who is neither the agent nor on its "
                        "chain.",
                        shown(credential->id), toText(credential->holder)));
    }

    [[nodiscard]] CountingChain counting(const IndexedChain& chain, StepOutcome active) const
    {
        return {&chain, holder(&chain), std::move(active)};
    }
};

std::string requesterWords(const Named& named)
{
    std::string words;
    for (const cedar::EntityUid& requester : named.requesters)
        words += (words.empty() ? " from " : " and ") + toText(requester);
    for (const std::string& grant : named.grants)
        words += (words.empty() ? " that ends in " : " and ends in ") + shown(grant);
    return words;
}

std::string deadGrant(const Judge& judge, const IndexedChain& chain, bool revoked)
{
    for (const Grant* grant : chain.grants) {
        const auto removal =
            judge.call.history.grantRevoked(*grant, judge.call.historyTime(), judge.call.knowledge);
        if (revoked && removal)
            return fmt::format("The grant {} from {} to {} was revoked{}.", shown(grant->id),
                               toText(grant->from), toText(grant->to),
                               judge.call.time ? " at " + rfc3339(removal->at) : std::string());
        if (!revoked && judge.call.time &&
            judge.call.time->milliseconds >= grant->expiresAt.milliseconds + judge.call.skew)
            return fmt::format("The grant {} from {} to {} expired at {}.", shown(grant->id),
                               toText(grant->from), toText(grant->to), rfc3339(grant->expiresAt));
    }
    return {};
}

/// No chain counts: the first one with a revoked grant, else with an expired one, else any.
void explainAbsence(const Judge& judge, const std::vector<const IndexedChain*>& right,
                    AuthorityPart& part)
{
    const auto find = [&](auto fits) -> const IndexedChain* {
        const auto found = std::find_if(right.begin(), right.end(), fits);
        return found == right.end() ? nullptr : *found;
    };
    const IndexedChain* shownChain =
        find([&](const IndexedChain* chain) { return judge.isRevoked(*chain); });
    if (shownChain != nullptr) {
        part.chain =
            StepOutcome::failed(CrossingKind::GrantRevoked, deadGrant(judge, *shownChain, true));
    } else if ((shownChain =
                    find([&](const IndexedChain* chain) { return judge.isExpired(*chain); }))) {
        part.chain =
            StepOutcome::failed(CrossingKind::GrantExpired, deadGrant(judge, *shownChain, false));
    } else {
        shownChain = right.empty() ? nullptr : right.front();
        part.chain = StepOutcome::failed(
            CrossingKind::Undelegated,
            fmt::format("No active chain of grants{} reaches {} for the task {}.",
                        requesterWords(part.named), toText(judge.call.prepared.principal),
                        part.task ? shown(toText(*part.task)) : "(none)"));
    }
    if (shownChain != nullptr)
        part.nearest = judge.counting(*shownChain, part.chain);
    else
        part.nearest = CountingChain{nullptr, judge.holder(nullptr), part.chain};
}

bool severalRoots(const std::vector<CountingChain>& chains)
{
    return std::any_of(chains.begin(), chains.end(), [&](const CountingChain& one) {
        return one.chain->root() != chains.front().chain->root();
    });
}

/// Of several people's chains: does the credential belong to somebody on one of them?
StepOutcome anyHolder(const std::vector<CountingChain>& chains)
{
    const auto found = std::find_if(chains.begin(), chains.end(),
                                    [](const CountingChain& one) { return one.holder.passes(); });
    return found == chains.end() ? chains.front().holder : found->holder;
}

void summarise(AuthorityPart& part)
{
    const bool anyNamed = !part.named.requesters.empty() || !part.named.grants.empty();
    if (!anyNamed && severalRoots(part.chains)) {
        part.chain = StepOutcome::missing({}, "Chains of several people reach the agent, and the "
                                              "trace does not say for whom the call is made.");
        part.chain.ambiguous = true;
        part.nearest = CountingChain{nullptr, anyHolder(part.chains), part.chain};
        return;
    }
    const bool anyActive = std::any_of(part.chains.begin(), part.chains.end(),
                                       [](const auto& one) { return one.active.passes(); });
    if (!anyActive) {
        std::set<std::string> missing;
        for (const CountingChain& one : part.chains)
            missing.insert(one.active.unknown.begin(), one.active.unknown.end());
        part.chain = StepOutcome::missing({missing.begin(), missing.end()},
                                          part.chains.front().active.message);
        return;
    }
    part.chain = StepOutcome::passed(
        part.chains.size() == 1
            ? std::string("A chain of grants reaches the agent.")
            : fmt::format("{} chains of grants reach the agent.", part.chains.size()));
}

} // namespace

Named namedFor(const Presented& call, const Named& byEvents)
{
    Named named = byEvents;
    if (call.onBehalfOf.isPresent()) {
        const auto& humans = call.setup.types.humans;
        named.requesters.push_back(
            principalOf(call.onBehalfOf.text, humans.empty() ? "User" : humans.front()));
    }
    const authority::Credential* credential = call.knownCredential();
    if (credential != nullptr && isHuman(call.setup, credential->holder))
        named.requesters.push_back(credential->holder);
    std::sort(named.requesters.begin(), named.requesters.end());
    named.requesters.erase(std::unique(named.requesters.begin(), named.requesters.end()),
                           named.requesters.end());
    return named;
}

void judgeChains(const Presented& call, const ChainIndex& index, AuthorityPart& part)
{
    const Judge judge{call, part};
    const std::string missing = !call.prepared.principalKnown ? "agent" : "task";
    if (!call.prepared.principalKnown || !part.taskKnown) {
        part.chain = StepOutcome::missing({missing}, "Which chains count depends on the " +
                                                         missing + ", which is not recorded.");
        part.nearest = CountingChain{nullptr, judge.holder(nullptr), part.chain};
        return;
    }
    std::vector<const IndexedChain*> right;
    if (part.task) {
        const auto all = index.chains(call.prepared.principal, *part.task);
        right.reserve(all.size());
        for (const IndexedChain& chain : all) {
            if (isOfRightRequester(chain, part.named))
                right.push_back(&chain);
        }
        part.chains.reserve(right.size());
        for (const IndexedChain* chain : right)
            judge.enter(*chain, part.chains);
    }
    if (part.chains.empty())
        explainAbsence(judge, right, part);
    else
        summarise(part);
}

} // namespace remit::decision
