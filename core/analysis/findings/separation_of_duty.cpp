// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"
#include "core/base/text.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace remit::analysis {
namespace {

using authority::Grant;
using ActionPair = std::pair<cedar::EntityUid, cedar::EntityUid>;

/// What the schema's actions say of themselves: `@conflictsWith("approve_payment")`.
std::vector<ActionPair> conflicts(const decision::Setup& setup)
{
    std::vector<ActionPair> pairs;
    if (!setup.schema)
        return pairs;
    for (const auto& [uid, action] : setup.schema->actions()) {
        for (const auto& annotation : action.annotations) {
            if (annotation.key != "conflictsWith")
                continue;
            for (const std::string_view part : split(annotation.value, ',')) {
                const std::string other(trimmed(part));
                const auto named = cedar::parseEntityUid(other);
                pairs.emplace_back(uid, named ? *named : cedar::EntityUid{uid.type, other});
            }
        }
    }
    return pairs;
}

bool reachesAction(FindingLog& log, const authority::AccessSet& set, const cedar::EntityUid& action)
{
    const auto accesses = log.inventory().ofAction(action);
    return std::any_of(accesses.begin(), accesses.end(),
                       [&](std::uint32_t access) { return set[access] != authority::Reach::None; });
}

/// By whom within which task: everything its chains give together.
void findConflicting(FindingLog& log, const std::vector<ActionPair>& pairs)
{
    using Key = std::pair<authority::TaskRef, cedar::EntityUid>;
    std::map<Key, authority::AccessSet> reach;
    std::map<Key, const Grant*> first;
    for (const Grant& grant : log.registry().grants()) {
        const authority::Chain& chain = log.reaches().chain(grant);
        if (!chain.wellFormed())
            continue;
        for (const cedar::EntityUid& who : {grant.to, chain.root()}) {
            const Key key{grant.task, who};
            first.try_emplace(key, &grant);
            reach.try_emplace(key, authority::AccessSet(log.inventory().size())).first->second |=
                log.reaches().ofChain(grant);
        }
    }
    for (const auto& [key, set] : reach) {
        for (const auto& [one, other] : pairs) {
            if (!reachesAction(log, set, one) || !reachesAction(log, set, other))
                continue;
            Finding& finding = log.addAbout(
                FindingKind::SeparationOfDuty, *first.at(key),
                fmt::format("{} can do both {} and {} within {}, which the schema keeps apart",
                            toText(key.second), toText(one), toText(other), toText(key.first)),
                "let another principal, or another task, do one of the two");
            finding.subjects = {toText(key.second), toText(one), toText(other), toText(key.first)};
        }
    }
}

std::set<std::string> approvalRoles(const decision::Setup& setup)
{
    std::set<std::string> roles;
    for (const cedar::PolicySet::PolicyPtr& policy : setup.policies.policies()) {
        if (const std::string* role = policy->annotation("approval"))
            roles.insert(*role);
    }
    return roles;
}

std::vector<cedar::EntityUid> holders(FindingLog& log, const std::string& role)
{
    const decision::Setup& setup = log.input().setup;
    std::vector<cedar::EntityUid> found;
    if (!setup.entities)
        return found;
    for (const cedar::Entity& entity : setup.entities->entities()) {
        if (!log.isHuman(entity.uid))
            continue;
        const bool holds = std::any_of(
            setup.types.roles.begin(), setup.types.roles.end(), [&](const std::string& type) {
                return setup.entities->isDescendant(entity.uid, {type, role});
            });
        if (holds)
            found.push_back(entity.uid);
    }
    return found;
}

/// R5 bars who is on the chain, and the agent's owner: where nobody else holds the role, nobody
/// can approve, and the temptation is to let the requester do it.
void findBarredApprovers(FindingLog& log)
{
    std::map<std::string, std::vector<cedar::EntityUid>> byRole;
    for (const std::string& role : approvalRoles(log.input().setup))
        byRole[role] = holders(log, role);
    for (const Grant& grant : log.registry().grants()) {
        const authority::Chain& chain = log.reaches().chain(grant);
        if (!chain.wellFormed())
            continue;
        std::vector<cedar::EntityUid> barred = chain.principals();
        const authority::Actor* agent = log.registry().actor(grant.to);
        if (agent && agent->owner)
            barred.push_back(*agent->owner);
        for (const auto& [role, people] : byRole) {
            const bool nobody =
                !people.empty() &&
                std::all_of(people.begin(), people.end(), [&](const auto& person) {
                    return std::find(barred.begin(), barred.end(), person) != barred.end();
                });
            if (!nobody)
                continue;
            Finding& finding = log.addAbout(
                FindingKind::SeparationOfDuty, grant,
                fmt::format("whoever could approve as {} stands on the chain of grant {} or owns "
                            "its agent: {}",
                            role, grant.id, toText(people.front())),
                "give the role to somebody who is not part of the chain");
            finding.subjects.push_back(role);
        }
    }
}

} // namespace

void findSeparationOfDuty(FindingLog& log)
{
    if (const auto pairs = conflicts(log.input().setup); !pairs.empty())
        findConflicting(log, pairs);
    findBarredApprovers(log);
}

} // namespace remit::analysis
