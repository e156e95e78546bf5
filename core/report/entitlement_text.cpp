// SPDX-License-Identifier: Apache-2.0
#include "core/report/entitlement_text.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <map>

namespace remit::report {
namespace {

using authority::Access;
using authority::AccessSet;
using authority::Holding;
using authority::Inventory;
using authority::PermitSource;
using authority::Reach;

std::string chainText(authority::Reaches& reaches, const Holding& holding)
{
    if (!holding.last)
        return "by the workspace's policies";
    std::string text;
    for (const authority::Grant* grant : reaches.chain(*holding.last).grants)
        text += (text.empty() ? "through " : " → ") + shown(grant->id);
    return text;
}

std::string sourceText(const PermitSource& source)
{
    std::string text = source.grant.empty() ? fmt::format("policy {}", shown(source.policy))
                                            : fmt::format("scope of grant {}", shown(source.grant));
    text += fmt::format(" for {}", shown(toText(source.principal)));
    if (source.inheritedFrom)
        text += fmt::format(", inherited from {}", shown(toText(*source.inheritedFrom)));
    return source.conditional ? text + ", on conditions" : text;
}

/// Resources by action: "read on 3: …".
std::string accessesText(const AccessSet& set, const Inventory& inventory)
{
    std::map<std::pair<cedar::EntityUid, Reach>, std::vector<std::string>> byAction;
    for (const std::uint32_t i : set.members())
        byAction[{inventory[i].action, set[i]}].push_back(shown(toText(inventory[i].resource)));
    std::string text;
    for (const auto& [key, resources] : byAction)
        text += fmt::format("  {}{}: {}\n", shown(toText(key.first)),
                            key.second == Reach::Conditional ? " (on conditions)" : "",
                            joined(resources, ", "));
    return text;
}

std::string accessJson(const AccessSet& set, const Inventory& inventory, std::uint32_t i)
{
    return fmt::format(R"("action":{},"resource":{},"tool":{},"conditional":{})",
                       jsonQuoted(toText(inventory[i].action)),
                       jsonQuoted(toText(inventory[i].resource)), jsonQuoted(inventory[i].tool),
                       set[i] == Reach::Conditional);
}

std::string accessesJson(const AccessSet& set, const Inventory& inventory)
{
    std::string text;
    for (const std::uint32_t i : set.members())
        text += (text.empty() ? "{" : ",{") + accessJson(set, inventory, i) + "}";
    return "[" + text + "]";
}

std::string grantsJson(const std::vector<const authority::Grant*>& grants)
{
    std::string text;
    for (const authority::Grant* grant : grants)
        text += (text.empty() ? "" : ",") + jsonQuoted(grant->id);
    return "[" + text + "]";
}

std::string sourceJson(const PermitSource& source)
{
    return fmt::format(
        R"({{"hop":{},"grant":{},"principal":{},"policy":{},"conditional":{},"inheritedFrom":{}}})",
        source.hop, source.grant.empty() ? "null" : jsonQuoted(source.grant),
        jsonQuoted(toText(source.principal)), jsonQuoted(source.policy), source.conditional,
        source.inheritedFrom ? jsonQuoted(toText(*source.inheritedFrom)) : "null");
}

std::vector<PermitSource> sources(authority::Reaches& reaches, const Holding& holding,
                                  const cedar::EntityUid& principal, std::uint32_t access)
{
    return holding.last ? sourcesOf(reaches, *holding.last, access)
                        : ownSourcesOf(reaches, principal, access);
}

const AccessSet& given(authority::Reaches& reaches, const Holding& holding,
                       const cedar::EntityUid& principal)
{
    return holding.last ? reaches.ofChain(*holding.last) : reaches.ofRoot(principal);
}

std::string holdingJson(authority::Reaches& reaches, const Holding& holding,
                        const cedar::EntityUid& principal)
{
    const AccessSet& set = given(reaches, holding, principal);
    std::string accesses;
    for (const std::uint32_t i : set.members()) {
        std::string list;
        for (const PermitSource& source : sources(reaches, holding, principal, i))
            list += (list.empty() ? "" : ",") + sourceJson(source);
        accesses += fmt::format(R"({}{{{},"sources":[{}]}})", accesses.empty() ? "" : ",",
                                accessJson(set, *reaches.estate().inventory, i), list);
    }
    return fmt::format(
        R"({{"chain":{},"active":{},"because":{},"accesses":[{}]}})",
        holding.last ? grantsJson(reaches.chain(*holding.last).grants) : "[]", holding.active,
        holding.active ? "null" : jsonQuoted(inactiveBecause(reaches, holding)), accesses);
}

} // namespace

std::string inactiveBecause(authority::Reaches& reaches, const Holding& holding)
{
    if (holding.active || !holding.last)
        return {};
    const authority::Chain& chain = reaches.chain(*holding.last);
    if (chain.fault)
        return chain.fault->message;
    for (std::size_t i = 0; i < holding.hops.size(); ++i) {
        if (holding.hops[i] != authority::Inactivity::None)
            return fmt::format("grant {} {}", chain.grants[i]->id, name(holding.hops[i]));
    }
    return {};
}

std::string entitlementText(authority::Reaches& reaches, const authority::Entitlement& entitlement)
{
    const Inventory& inventory = *reaches.estate().inventory;
    std::string text = fmt::format("{} at {}: {} accesses\n", shown(toText(entitlement.principal)),
                                   rfc3339(entitlement.time), entitlement.total.count());
    for (const Holding& holding : entitlement.holdings) {
        text += "\n" + chainText(reaches, holding);
        if (!holding.active) {
            text += fmt::format(": nothing, since {}\n", shown(inactiveBecause(reaches, holding)));
            continue;
        }
        const AccessSet& set = given(reaches, holding, entitlement.principal);
        text += fmt::format(": {} accesses\n", holding.accesses) + accessesText(set, inventory);
        if (const auto members = set.members(); !members.empty()) {
            text +=
                fmt::format("  {} comes from:\n", shown(toText(inventory[members.front()].action)));
            for (const PermitSource& source :
                 sources(reaches, holding, entitlement.principal, members.front()))
                text += "    " + sourceText(source) + "\n";
        }
    }
    if (entitlement.holdings.empty())
        text += "No grant names it.\n";
    return text;
}

std::string entitlementJson(authority::Reaches& reaches, const authority::Entitlement& entitlement)
{
    std::string holdings;
    for (const Holding& holding : entitlement.holdings)
        holdings +=
            (holdings.empty() ? "" : ",") + holdingJson(reaches, holding, entitlement.principal);
    return fmt::format(R"({{"principal":{},"time":"{}","total":{},"holdings":[{}]}})",
                       jsonQuoted(toText(entitlement.principal)), rfc3339(entitlement.time),
                       accessesJson(entitlement.total, *reaches.estate().inventory), holdings);
}

std::string blastText(const authority::BlastRadius& blast, const Inventory& inventory, Instant time)
{
    std::string text =
        fmt::format("Whoever has taken over {} at {} reaches {} accesses, {} of them itself\n",
                    shown(toText(blast.principals.front().principal)), rfc3339(time),
                    blast.total.count(), blast.direct.count());
    text += accessesText(blast.total, inventory);
    for (const authority::Reached& reached : blast.principals) {
        if (reached.via)
            text += fmt::format("steers {} ({} hop{} below, by grant {})\n",
                                shown(toText(reached.principal)), reached.hops,
                                reached.hops == 1 ? "" : "s", shown(reached.via->id));
    }
    for (const authority::Grant* grant : blast.mayExtend)
        text += fmt::format("may hand on grant {} ({} more hop{})\n", shown(grant->id),
                            grant->depth, grant->depth == 1 ? "" : "s");
    return text;
}

std::string blastJson(const authority::BlastRadius& blast, const Inventory& inventory, Instant time)
{
    std::string principals;
    for (const authority::Reached& reached : blast.principals)
        principals +=
            fmt::format(R"({}{{"principal":{},"hops":{},"via":{}}})", principals.empty() ? "" : ",",
                        jsonQuoted(toText(reached.principal)), reached.hops,
                        reached.via ? jsonQuoted(reached.via->id) : "null");
    return fmt::format(
        R"({{"compromised":{},"time":"{}","principals":[{}],"held":{},"below":{},"mayExtend":{},"direct":{},"total":{}}})",
        jsonQuoted(toText(blast.principals.front().principal)), rfc3339(time), principals,
        grantsJson(blast.held), grantsJson(blast.below), grantsJson(blast.mayExtend),
        accessesJson(blast.direct, inventory), accessesJson(blast.total, inventory));
}

} // namespace remit::report
