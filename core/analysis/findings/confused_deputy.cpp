// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

#include <map>
#include <tuple>

namespace remit::analysis {
namespace {

/// A root other than the requester through whose chain the agent could have made the call.
std::optional<cedar::EntityUid> otherRoot(FindingLog& log, const decision::CallVerdict& call)
{
    const auto agent = uidIn(call.agent);
    const auto requester = uidIn(call.onBehalfOf.value_or(""));
    const auto action = uidIn(call.action);
    const auto resource = uidIn(call.resource);
    if (!agent || !requester || !action || !resource)
        return std::nullopt;
    for (const authority::Grant* grant : log.registry().grantsTo(*agent)) {
        const authority::Chain& chain = log.reaches().chain(*grant);
        if (!chain.wellFormed() || chain.root() == *requester)
            continue;
        const authority::AccessSet& given = log.reaches().ofChain(*grant);
        for (const std::uint32_t access : log.inventory().ofAction(*action)) {
            if (log.inventory()[access].resource == *resource &&
                given[access] != authority::Reach::None)
                return chain.root();
        }
    }
    return std::nullopt;
}

} // namespace

/// A call that no chain from its requester covers, by an agent that holds the authority from
/// somebody else: it would have lent that to whoever asked.
void findConfusedDeputies(FindingLog& log)
{
    using decision::CrossingKind;
    using Key = std::tuple<std::string, std::string, std::string>;
    std::map<Key, std::pair<const decision::CallVerdict*, std::size_t>> groups;
    std::map<Key, cedar::EntityUid> roots;
    for (const decision::CallVerdict& call : log.input().calls) {
        if (!call.onBehalfOf || (!crosses(call, CrossingKind::Undelegated) &&
                                 !crosses(call, CrossingKind::OutsideGrant)))
            continue;
        const auto root = otherRoot(log, call);
        if (!root)
            continue;
        const Key key{call.agent, *call.onBehalfOf, call.action};
        auto& [first, count] = groups[key];
        first = first ? first : &call;
        ++count;
        roots.try_emplace(key, *root);
    }
    for (const auto& [key, group] : groups) {
        const auto& [agent, requester, action] = key;
        log.addAbout(FindingKind::ConfusedDeputy, *group.first, {agent, requester, action},
                     fmt::format("{} of {} by {} for {}, whose delegation does not cover it; it "
                                 "holds that authority from {}",
                                 callsText(group.second), action, agent, requester,
                                 toText(roots.at(key))),
                     "keep naming the requester with every call, so that only that chain counts");
    }
}

} // namespace remit::analysis
