// SPDX-License-Identifier: Apache-2.0
#include "core/report/authorization_details.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <vector>

namespace remit::report {
namespace {

using authority::Grant;
using authority::Inventory;
using authority::Reach;

/// Resources on which the same can be done.
struct SharedActions {
    std::set<std::string> actions;
    std::set<std::string> conditional; ///< of the actions
    std::set<std::string> locations;
    auto operator<=>(const SharedActions&) const = default;
};

using ResourcesByActions = std::map<SharedActions, std::vector<cedar::EntityUid>>;

ResourcesByActions groupedAccesses(const authority::AccessSet& scope, const Inventory& inventory)
{
    std::map<cedar::EntityUid, SharedActions> byResource;
    for (const std::uint32_t i : scope.members()) {
        const authority::Access& access = inventory[i];
        SharedActions& shared = byResource[access.resource];
        shared.actions.insert(access.action.id);
        if (scope[i] == Reach::Conditional)
            shared.conditional.insert(access.action.id);
        if (access.audience)
            shared.locations.insert(*access.audience);
    }
    ResourcesByActions groups;
    for (auto& [resource, shared] : byResource)
        groups[shared].push_back(resource);
    return groups;
}

template <class List>
std::string quotedList(const List& list)
{
    std::string text;
    for (const std::string& each : list)
        text += (text.empty() ? "" : ", ") + jsonQuoted(each);
    return '[' + text + ']';
}

std::string taskJson(const decision::Setup& setup, const authority::TaskRef& ref)
{
    const authority::Task* task = setup.registry->task(ref);
    return fmt::format(R"({{"id": {}, "version": {}, "purpose": {}}})", jsonQuoted(ref.id),
                       ref.version, jsonQuoted(task ? task->purpose : std::string()));
}

std::string detailJson(const decision::Setup& setup, const Grant& grant,
                       const SharedActions& shared, const std::vector<cedar::EntityUid>& resources)
{
    std::set<std::string> types;
    std::vector<std::string> uids;
    for (const cedar::EntityUid& resource : resources) {
        types.insert(resource.type);
        uids.push_back(toText(resource));
    }
    std::vector<std::pair<std::string, std::string>> members{
        {"type", R"("urn:remit:task-scope:v1")"},
        {"actions", quotedList(shared.actions)},
        {"datatypes", quotedList(types)},
        uids.size() == 1 ? std::pair<std::string, std::string>{"identifier", jsonQuoted(uids[0])}
                         : std::pair<std::string, std::string>{"resources", quotedList(uids)},
    };
    if (grant.audience)
        members.emplace_back("locations", quotedList(std::vector{*grant.audience}));
    else if (!shared.locations.empty())
        members.emplace_back("locations", quotedList(shared.locations));
    members.emplace_back("task", taskJson(setup, grant.task));
    members.emplace_back("grant", jsonQuoted(grant.id));
    members.emplace_back("grantee", jsonQuoted(toText(grant.to)));
    members.emplace_back("not_before",
                         jsonQuoted(rfc3339(std::max(grant.issuedAt, grant.notBefore))));
    members.emplace_back("expires_at", jsonQuoted(rfc3339(grant.expiresAt)));
    members.emplace_back("depth", std::to_string(grant.depth));
    if (!shared.conditional.empty())
        members.emplace_back("conditional", quotedList(shared.conditional));
    const auto scope = setup.scopes.find(grant.id);
    if (scope != setup.scopes.end() && scope->second.source)
        members.emplace_back("policy", fmt::format(R"({{"language": "cedar", "text": {}}})",
                                                   jsonQuoted(scope->second.source->text())));
    std::string text;
    for (const auto& [name, value] : members)
        text += fmt::format("{}    {}: {}", text.empty() ? "" : ",\n", jsonQuoted(name), value);
    return "  {\n" + text + "\n  }";
}

} // namespace

std::string authorizationDetails(const decision::Setup& setup, authority::Reaches& reaches,
                                 const authority::TaskRef& task)
{
    std::string text;
    for (const Grant& grant : setup.registry->grants()) {
        if (grant.parent || grant.task != task || grant.revokedAt)
            continue;
        const auto groups = groupedAccesses(reaches.ofScope(grant), *reaches.estate().inventory);
        for (const auto& [shared, resources] : groups)
            text += (text.empty() ? "" : ",\n") + detailJson(setup, grant, shared, resources);
    }
    return text.empty() ? "[]\n" : "[\n" + text + "\n]\n";
}

} // namespace remit::report
