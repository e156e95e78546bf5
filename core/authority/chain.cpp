// SPDX-License-Identifier: Apache-2.0
#include "core/authority/chain.h"

#include "core/base/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace remit::authority {
namespace {

using FaultKind = ChainFault::Kind;

bool contains(const std::vector<std::string>& list, const std::string& item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

/// The grants from the last up to the root, turned round; a fault where they do not end there.
Chain followed(const Registry& registry, const Grant& last)
{
    Chain chain;
    const Grant* grant = &last;
    const auto stop = [&](FaultKind kind, std::string message) {
        chain.fault = ChainFault{kind, 1, std::move(message)};
        return nullptr;
    };
    while (grant) {
        if (std::find(chain.grants.begin(), chain.grants.end(), grant) != chain.grants.end()) {
            grant = stop(FaultKind::Cycle, fmt::format("grant {} is its own ancestor", grant->id));
            break;
        }
        chain.grants.push_back(grant);
        if (!grant->parent)
            break;
        const Grant* above = registry.grant(*grant->parent);
        if (!above)
            grant =
                stop(FaultKind::DanglingParent, fmt::format("the parent {} of grant {} does not exist",
                                                       *grant->parent, grant->id));
        else if (chain.grants.size() == limits::kChainLength)
            grant = stop(FaultKind::TooLong,
                         fmt::format("the chain has more than {} hops", limits::kChainLength));
        else
            grant = above;
    }
    std::reverse(chain.grants.begin(), chain.grants.end());
    return chain;
}

std::string unrootedReason(const Registry& registry, const Grant& first, const RootTypes& types)
{
    if (contains(types.humans, first.from.type))
        return {};
    const Task* task = registry.task(first.task);
    if (!contains(types.serviceAccounts, first.from.type))
        return fmt::format("{} is no human", toText(first.from));
    if (!task || task->profile != Profile::Batch)
        return fmt::format("{} is a service account, which may be a root for batch tasks only",
                           toText(first.from));
    const Actor* account = registry.actor(first.from);
    if (!account || !account->owner || !contains(types.humans, account->owner->type))
        return fmt::format("{} has no accountable human owner", toText(first.from));
    return {};
}

bool sameTaskOrSubtask(const Registry& registry, const TaskRef& below, const TaskRef& above)
{
    if (below == above)
        return true;
    const Task* task = registry.task(below);
    return task && task->parent == above;
}

std::optional<ChainFault> linkFault(const Registry& registry, const Grant& above,
                                    const Grant& below, std::size_t hop)
{
    const auto fault = [hop](FaultKind kind, std::string message) {
        return std::optional(ChainFault{kind, hop, std::move(message)});
    };
    if (below.from != above.to)
        return fault(FaultKind::BrokenLink,
                     fmt::format("grant {} comes from {}, but {} was given to {}", below.id,
                                 toText(below.from), above.id, toText(above.to)));
    if (!sameTaskOrSubtask(registry, below.task, above.task))
        return fault(FaultKind::OtherTask,
                     fmt::format("grant {} is for {}, {} for {}", below.id, toText(below.task),
                                 above.id, toText(above.task)));
    if (above.depth < 1 || below.depth > above.depth - 1)
        return fault(FaultKind::DepthExceeded,
                     fmt::format("grant {} allows {} more hops, {} has depth {}", above.id,
                                 above.depth, below.id, below.depth));
    if (below.issuedAt < above.notBefore || below.issuedAt >= above.expiresAt)
        return fault(FaultKind::IssuedOutside,
                     fmt::format("grant {} was issued at {}, while {} is valid from {} up to {}",
                                 below.id, rfc3339(below.issuedAt), above.id,
                                 rfc3339(above.notBefore), rfc3339(above.expiresAt)));
    return std::nullopt;
}

std::optional<ChainFault> repeatedPrincipal(const Chain& chain)
{
    std::set<cedar::EntityUid> seen{chain.root()};
    for (std::size_t i = 0; i < chain.grants.size(); ++i) {
        if (!seen.insert(chain.grants[i]->to).second)
            return ChainFault{FaultKind::RepeatedPrincipal, i + 1,
                              fmt::format("{} occurs twice", toText(chain.grants[i]->to))};
    }
    return std::nullopt;
}

bool audienceDiffers(const Grant& grant, const Circumstances& circumstances)
{
    return grant.audience && grant.audience != circumstances.audience;
}

} // namespace

std::vector<cedar::EntityUid> Chain::principals() const
{
    std::vector<cedar::EntityUid> result{root()};
    for (const Grant* grant : grants)
        result.push_back(grant->to);
    return result;
}

Chain chainOf(const Registry& registry, const Grant& last, const RootTypes& types)
{
    Chain chain = followed(registry, last);
    if (chain.fault)
        return chain;
    if (std::string why = unrootedReason(registry, *chain.grants.front(), types); !why.empty()) {
        chain.fault = ChainFault{FaultKind::Unrooted, 1, std::move(why)};
        return chain;
    }
    for (std::size_t i = 1; i < chain.grants.size() && !chain.fault; ++i)
        chain.fault = linkFault(registry, *chain.grants[i - 1], *chain.grants[i], i + 1);
    if (!chain.fault)
        chain.fault = repeatedPrincipal(chain);
    return chain;
}

Inactivity inactivityOf(const Grant& grant, bool last, const Registry& registry,
                        const History& history, const Circumstances& circumstances)
{
    const std::int64_t t = circumstances.time.milliseconds;
    const std::int64_t skew = circumstances.skew;
    if (history.grantRevoked(grant, circumstances.time, circumstances.knowledge))
        return Inactivity::Revoked;
    if (t < std::max(grant.issuedAt, grant.notBefore).milliseconds - skew)
        return Inactivity::NotYet;
    if (t >= grant.expiresAt.milliseconds + skew)
        return Inactivity::Expired;
    if (history.taskState(grant.task, circumstances.time, circumstances.knowledge).phase !=
        History::TaskPhase::Active)
        return Inactivity::TaskInactive;
    if (grant.boundTo && !registry.hasWorkload(grant.to, *grant.boundTo))
        return Inactivity::ForeignIdentity;
    if (last && grant.boundTo && grant.boundTo != circumstances.workload)
        return Inactivity::OtherWorkload;
    if (audienceDiffers(grant, circumstances))
        return Inactivity::OtherAudience;
    return Inactivity::None;
}

std::vector<Inactivity> inactivityOf(const Chain& chain, const Registry& registry,
                                     const History& history, const Circumstances& circumstances)
{
    std::vector<Inactivity> hops;
    for (const Grant* grant : chain.grants)
        hops.push_back(
            inactivityOf(*grant, grant == chain.grants.back(), registry, history, circumstances));
    return hops;
}

Instant expiryOf(const Chain& chain)
{
    Instant earliest = chain.grants.front()->expiresAt;
    for (const Grant* grant : chain.grants)
        earliest = std::min(earliest, grant->expiresAt);
    return earliest;
}

std::string_view name(FaultKind kind)
{
    switch (kind) {
    case FaultKind::DanglingParent:
        return "dangling-parent";
    case FaultKind::Cycle:
        return "cycle";
    case FaultKind::TooLong:
        return "too-long";
    case FaultKind::Unrooted:
        return "unrooted";
    case FaultKind::BrokenLink:
        return "broken-link";
    case FaultKind::OtherTask:
        return "other-task";
    case FaultKind::DepthExceeded:
        return "depth";
    case FaultKind::RepeatedPrincipal:
        return "repeated-principal";
    case FaultKind::IssuedOutside:
        return "issued-outside";
    }
    return "unrooted";
}

std::string_view name(Inactivity inactivity)
{
    switch (inactivity) {
    case Inactivity::None:
        return "is active";
    case Inactivity::NotYet:
        return "is not valid yet";
    case Inactivity::Expired:
        return "is expired";
    case Inactivity::Revoked:
        return "is revoked";
    case Inactivity::TaskInactive:
        return "belongs to a task that is not active";
    case Inactivity::ForeignIdentity:
        return "is bound to an identity that its holder does not have";
    case Inactivity::OtherWorkload:
        return "is bound to another workload than the one presented";
    case Inactivity::OtherAudience:
        return "is for another audience";
    }
    return "is not active";
}

} // namespace remit::authority
