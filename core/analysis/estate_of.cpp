// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/estate_of.h"

#include "core/cedar/engine/program.h"
#include "core/cedar/schema/schema.h"
#include "core/decision/tool_map.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace remit::analysis {
namespace {

using authority::Access;
using EntitiesByType = std::map<std::string, std::vector<cedar::EntityUid>, std::less<>>;

EntitiesByType byType(const decision::Setup& setup)
{
    EntitiesByType result;
    if (setup.entities) {
        for (const cedar::Entity& entity : setup.entities->entities())
            result[entity.uid.type].push_back(entity.uid);
    }
    return result;
}

std::vector<cedar::EntityUid> resourcesOf(const decision::Setup& setup,
                                          const EntitiesByType& entities, const std::string& tool,
                                          const decision::ToolRule* rule)
{
    if (rule == nullptr || !rule->resource) {
        const std::string& space = setup.actionNamespace;
        return {{space.empty() ? "Tool" : space + "::Tool", tool}};
    }
    if (rule->resource->fixed)
        return {*rule->resource->fixed};
    const auto found = entities.find(rule->resource->type);
    return found == entities.end() ? std::vector<cedar::EntityUid>() : found->second;
}

/// Collects accesses up to the bound.
class EstateCollector {
public:
    void add(Access access)
    {
        if (m_accesses.size() <= authority::Inventory::kMaxAccesses)
            m_accesses.push_back(std::move(access));
    }
    Result<std::shared_ptr<const authority::Inventory>> finish()
    {
        if (m_accesses.size() > authority::Inventory::kMaxAccesses)
            return failure(
                ErrorCode::TooLarge,
                fmt::format("Tools and entities make more than {} pairs of action and resource.",
                            authority::Inventory::kMaxAccesses),
                "Keep the resources that matter for delegation in entities/, or name fewer tools.");
        return std::make_shared<const authority::Inventory>(std::move(m_accesses));
    }

private:
    std::vector<Access> m_accesses;
};

void addTools(const decision::Setup& setup, const EntitiesByType& entities, EstateCollector& collector,
              std::set<cedar::EntityUid>& actions)
{
    const decision::ToolMap tools(setup);
    for (const std::string& tool : tools.names()) {
        const decision::ToolRule* rule = tools.ruleFor(tool, {});
        const cedar::EntityUid action = tools.actionOf(tool, rule);
        actions.insert(action);
        for (const cedar::EntityUid& resource : resourcesOf(setup, entities, tool, rule))
            collector.add({action, resource, tool, rule ? rule->audience : std::nullopt});
    }
}

void addActions(const cedar::Schema& schema, const EntitiesByType& entities, EstateCollector& collector,
                const std::set<cedar::EntityUid>& ofTools)
{
    for (const auto& [uid, action] : schema.actions()) {
        if (ofTools.contains(uid))
            continue;
        for (const std::string& type : action.resources) {
            const auto found = entities.find(type);
            if (found == entities.end())
                continue;
            for (const cedar::EntityUid& resource : found->second)
                collector.add({uid, resource, {}, std::nullopt});
        }
    }
}

} // namespace

Result<authority::Estate> estateOf(const decision::Setup& setup)
{
    const EntitiesByType entities = byType(setup);
    EstateCollector collector;
    std::set<cedar::EntityUid> actions;
    addTools(setup, entities, collector, actions);
    if (setup.schema)
        addActions(*setup.schema, entities, collector, actions);
    auto inventory = collector.finish();
    if (!inventory)
        return tl::unexpected(inventory.error());

    authority::Estate estate;
    Diagnostics none;
    estate.registry = setup.registry
                          ? setup.registry
                          : std::make_shared<const authority::Registry>(authority::Objects{}, none);
    estate.entities = setup.entities ? setup.entities : *cedar::EntityStore::build({});
    estate.inventory = *inventory;
    estate.policies = setup.program ? setup.program : cedar::Program::compile(setup.policies);
    for (const auto& [grant, scope] : setup.scopes)
        estate.scopes.emplace(grant, scope.program);
    estate.types = {setup.types.humans, setup.types.serviceAccounts};
    estate.agents = setup.types.agents;
    estate.rootAssumed = setup.rootEntitlement == decision::RootEntitlement::Assumed;
    estate.skew = setup.clockSkew;
    return estate;
}

} // namespace remit::analysis
