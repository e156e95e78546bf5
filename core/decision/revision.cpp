// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/cedar/entities/entity_json.h"
#include "core/decision/decide.h"
#include "core/decision/revision_authority.h"

#include <algorithm>

namespace remit::decision {

namespace {

void add(Sha256& hash, const std::vector<std::string>& texts)
{
    hash.addPart(std::to_string(texts.size()));
    for (const std::string& text : texts)
        hash.addPart(text);
}

void addUid(Sha256& hash, const std::optional<cedar::EntityUid>& uid)
{
    hash.addPart(uid ? toText(*uid) : std::string());
}

void addPolicies(Sha256& hash, const Setup& setup)
{
    hash.addPart("policies");
    for (const cedar::PolicySet::PolicyPtr& policy : setup.policies.policies()) {
        const auto source = setup.policySources.find(policy->id);
        hash.addPart(policy->id);
        hash.addPart(source == setup.policySources.end() ? std::string_view()
                                                         : source->second->text(policy->span));
    }
    hash.addPart("links");
    for (const cedar::Link& link : setup.policies.links()) {
        hash.addPart(link.id);
        hash.addPart(link.templateId);
        addUid(hash, link.principal);
        addUid(hash, link.resource);
    }
}

/// In the order of their uids: the order in which files list them decides nothing.
void addEntities(Sha256& hash, const cedar::EntityStore& store)
{
    std::vector<cedar::Entity> entities(store.entities().begin(), store.entities().end());
    std::sort(entities.begin(), entities.end(),
              [](const auto& a, const auto& b) { return a.uid < b.uid; });
    for (cedar::Entity& entity : entities)
        std::sort(entity.parents.begin(), entity.parents.end());
    hash.addPart("entities");
    hash.addPart(cedar::toEntityJson(std::span<const cedar::Entity>(entities)));
}

void addMapping(Sha256& hash, const Setup& setup)
{
    hash.addPart("mapping");
    hash.addPart(setup.actionNamespace);
    for (const ToolRule& rule : setup.toolRules) {
        hash.addPart(rule.tool);
        hash.addPart(rule.server);
        addUid(hash, rule.action);
        const ResourceRule resource = rule.resource.value_or(ResourceRule{});
        addUid(hash, resource.fixed);
        hash.addPart(resource.type);
        hash.addPart(resource.pointer);
        add(hash, rule.labels);
        hash.addPart(rule.audience.value_or(std::string()));
        hash.addPart(std::to_string(static_cast<int>(rule.enforcement)));
        hash.addPart(rule.risk);
        hash.addPart(rule.readOnly ? "reads" : "writes");
    }
    hash.addPart("labels");
    for (const ResourceLabels& one : setup.resourceLabels) {
        hash.addPart(one.resource);
        add(hash, one.labels);
    }
}

void addTools(Sha256& hash, const Setup& setup)
{
    hash.addPart("tools");
    for (const Tool& tool : setup.tools) {
        hash.addPart(tool.name);
        hash.addPart(tool.digest);
        hash.addPart(tool.pinned.value_or(std::string()));
    }
}

void addSettings(Sha256& hash, const Setup& setup)
{
    hash.addPart("settings");
    add(hash, setup.types.humans);
    add(hash, setup.types.agents);
    add(hash, setup.types.serviceAccounts);
    add(hash, setup.types.roles);
    hash.addPart(setup.authority == Authority::Modelled ? "modelled" : "not modelled");
    hash.addPart(setup.rootEntitlement == RootEntitlement::Policies ? "policies" : "assumed");
    add(hash, setup.authoritySources);
    add(hash, setup.verifiedSources);
    hash.addPart(std::to_string(setup.clockSkew));
}

} // namespace

std::string revisionOf(const Setup& setup, std::string_view schemaText)
{
    Sha256 hash;
    hash.addPart("remit revision 1");
    addSettings(hash, setup);
    addPolicies(hash, setup);
    hash.addPart("schema");
    hash.addPart(schemaText);
    if (setup.entities)
        addEntities(hash, *setup.entities);
    addMapping(hash, setup);
    addTools(hash, setup);
    addAuthority(hash, setup);
    return "sha256:" + hex(hash.finish());
}

} // namespace remit::decision
