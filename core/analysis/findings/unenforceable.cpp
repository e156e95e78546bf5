// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

#include <map>

namespace remit::analysis {

/// Decided here for one resource, but the system behind the tool cannot tell resources apart: what
/// a credential for it technically reaches is all of them.
void findUnenforceable(FindingLog& log)
{
    struct Group {
        const authority::Grant* grant = nullptr;
        std::size_t accesses = 0;
        decision::Enforcement enforcement = decision::Enforcement::Coarse;
    };
    std::map<std::pair<cedar::EntityUid, std::string>, Group> groups;
    for (const authority::Grant& grant : log.registry().grants()) {
        for (const std::uint32_t access : log.reaches().ofChain(grant).members()) {
            const decision::ToolRule* rule = log.ruleOf(log.inventory()[access]);
            if (!rule || rule->enforcement == decision::Enforcement::Fine)
                continue;
            Group& group = groups[{grant.to, log.inventory()[access].tool}];
            group.grant = group.grant ? group.grant : &grant;
            group.enforcement = rule->enforcement;
            ++group.accesses;
        }
    }
    for (const auto& [key, group] : groups) {
        const bool none = group.enforcement == decision::Enforcement::None;
        Finding& finding = log.addAbout(
            FindingKind::Unenforceable, *group.grant,
            fmt::format("{} reaches {}, whose own enforcement is {}", toText(key.first), key.second,
                        none ? "none" : "coarse"),
            "put a gateway or a scoped token before it, and name that in the agent's card");
        finding.subjects = {toText(key.first), key.second};
    }
}

} // namespace remit::analysis
