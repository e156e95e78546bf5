// SPDX-License-Identifier: Apache-2.0
#include "core/base/limits.h"
#include "core/cedar/schema/builder.h"

#include <map>
#include <vector>

namespace remit::cedar {
namespace {

/// Everything reachable from `start` over `next`, which is in the result only when an edge leads
/// back to it. Stops past `budget` found nodes.
template <class Key, class Next>
std::vector<const Key*> reachable(const Key& start, const Next& next, std::size_t& budget)
{
    std::vector<const Key*> found;
    std::set<Key> seen;
    std::vector<const Key*> open{&start};
    while (!open.empty() && budget > 0) {
        const Key* key = open.back();
        open.pop_back();
        for (const Key& other : next(*key)) {
            if (!seen.insert(other).second)
                continue;
            budget -= budget > 0 ? 1 : 0;
            found.push_back(&other);
            open.push_back(&other);
        }
    }
    return found;
}

} // namespace

void SchemaBuilder::closeEntityTypes()
{
    auto& types = m_schema->m_entityTypes;
    std::size_t budget = limits::kHierarchyPairs;
    static const std::vector<std::string> none;
    const auto parents = [&](const std::string& name) -> const std::vector<std::string>& {
        const auto type = types.find(name);
        return type == types.end() ? none : type->second.memberOf;
    };
    for (auto& [name, type] : types) {
        for (const std::string* ancestor : reachable(name, parents, budget))
            types.find(*ancestor)->second.descendants.insert(name);
    }
    if (budget == 0)
        report(0, {}, "schema/hierarchy-too-large",
               "the entity types' hierarchy is larger than any that is followed",
               "At most " + std::to_string(limits::kHierarchyPairs) +
                   " pairs of a type and an ancestor are kept.");
}

void SchemaBuilder::closeActions()
{
    auto& actions = m_schema->m_actions;
    std::size_t budget = limits::kHierarchyPairs;
    const auto parents = [&](const EntityUid& uid) -> const std::vector<EntityUid>& {
        return actions.find(uid)->second.memberOf;
    };
    for (auto& [uid, action] : actions) {
        for (const EntityUid* ancestor : reachable(uid, parents, budget)) {
            action.ancestors.insert(*ancestor);
            actions.find(*ancestor)->second.descendants.insert(uid);
        }
        if (!action.ancestors.contains(uid))
            continue;
        const auto& declared = m_names.actions().find(uid)->second;
        report(declared.document, declared.name, "schema/cycle",
               "the action `" + toText(uid) + "` is a member of itself",
               "Remove one of the parents that close the cycle.");
    }
    if (budget == 0)
        report(0, {}, "schema/hierarchy-too-large",
               "the actions' hierarchy is larger than any that is followed",
               "At most " + std::to_string(limits::kHierarchyPairs) +
                   " pairs of an action and an ancestor are kept.");
}

} // namespace remit::cedar
