// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/diff/subjects.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/bundle/statement.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/schema/printer.h"
#include "core/cedar/syntax/printer.h"

#include <algorithm>

namespace remit::bundle {
namespace {

std::string listed(std::vector<std::string> items)
{
    return items.empty() ? "none" : joined(items, ", ");
}

std::string uidOrNone(const std::optional<cedar::EntityUid>& uid)
{
    return uid ? toText(*uid) : "none";
}

/// The declarations of one namespace under one member of the JSON format.
void addDeclarations(const JsonValue& space, std::string_view member, const std::string& kind,
                     const std::string& prefix, Subjects& subjects)
{
    const JsonValue* declarations = space.find(member);
    if (declarations == nullptr)
        return;
    for (const JsonMember& declared : declarations->members) {
        SubjectParts& parts = subjects[{kind, prefix + declared.key}];
        if (!declared.value.isObject())
            parts["is"] = canonicalJson(declared.value);
        for (const JsonMember& part : declared.value.members)
            parts[part.key] = canonicalJson(part.value);
    }
}

std::string_view nameOfEnforcement(decision::Enforcement enforcement)
{
    switch (enforcement) {
    case decision::Enforcement::Fine:
        return "fine";
    case decision::Enforcement::Coarse:
        return "coarse";
    case decision::Enforcement::None:
        break;
    }
    return "none";
}

std::string resourceText(const std::optional<decision::ResourceRule>& rule)
{
    if (!rule)
        return "the tool itself";
    return rule->fixed ? toText(*rule->fixed) : rule->type + " from " + rule->pointer;
}

void addMappingSubjects(const decision::Setup& setup, Subjects& subjects)
{
    std::size_t place = 0;
    for (const decision::ToolRule& rule : setup.toolRules) {
        SubjectParts& parts = subjects[{
            "tool mapping", rule.server.empty() ? rule.tool : rule.tool + " of " + rule.server}];
        // The first rule that matches counts, so the place of a glob is part of what it says.
        const bool glob = rule.tool.find_first_of("*?") != std::string::npos;
        if (glob)
            parts["place"] = std::to_string(place++);
        parts["action"] = rule.action ? toText(*rule.action) : "the tool's name";
        parts["resource"] = resourceText(rule.resource);
        parts["labels"] = listed(rule.labels);
        parts["audience"] = rule.audience.value_or("the server");
        parts["enforcement"] = nameOfEnforcement(rule.enforcement);
        parts["risk"] = rule.risk;
        parts["reads only"] = rule.readOnly ? "yes" : "no";
    }
    for (const decision::ResourceLabels& one : setup.resourceLabels)
        subjects[{"labels", one.resource}]["labels"] = listed(one.labels);
    for (const decision::Tool& tool : setup.tools) {
        SubjectParts& parts = subjects[{"tool", tool.name}];
        parts["declaration"] = tool.digest;
        parts["pin"] = tool.pinned.value_or("none");
    }
}

} // namespace

void addPolicySubjects(const decision::Setup& setup, Subjects& subjects)
{
    for (const cedar::PolicySet::PolicyPtr& policy : setup.policies.policies())
        subjects[{"policy", policy->id}]["text"] = cedar::toText(*policy);
    for (const cedar::Link& link : setup.policies.links()) {
        SubjectParts& parts = subjects[{"link", link.id}];
        parts["template"] = link.templateId;
        parts["?principal"] = uidOrNone(link.principal);
        parts["?resource"] = uidOrNone(link.resource);
    }
}

void addSchemaSubjects(const workspace::Snapshot& snapshot, Subjects& subjects)
{
    for (const std::string& path : snapshot.paths(workspace::FileKind::Schema)) {
        const auto document = cedar::parseSchema(*snapshot.files.at(path).text, path);
        const JsonDocument json = parseJson(cedar::toSchemaJson(document), path);
        if (!json.root)
            continue;
        for (const JsonMember& space : json.root->members) {
            const std::string prefix = space.key.empty() ? "" : space.key + "::";
            addDeclarations(space.value, "entityTypes", "entity type", prefix, subjects);
            addDeclarations(space.value, "actions", "action", prefix, subjects);
            addDeclarations(space.value, "commonTypes", "common type", prefix, subjects);
        }
    }
}

void addEntitySubjects(const decision::Setup& setup, Subjects& subjects)
{
    if (!setup.entities)
        return;
    for (const cedar::Entity& entity : setup.entities->entities()) {
        SubjectParts& parts = subjects[{"entity", toText(entity.uid)}];
        std::vector<std::string> parents;
        for (const cedar::EntityUid& parent : entity.parents)
            parents.push_back(toText(parent));
        std::sort(parents.begin(), parents.end());
        parts["parents"] = listed(std::move(parents));
        for (const auto& [name, value] : entity.attributes)
            parts["." + name] = cedar::toEntityJson(value);
        for (const auto& [name, value] : entity.tags)
            parts["tag " + name] = cedar::toEntityJson(value);
    }
}

void addSettingSubjects(const decision::Setup& setup, Subjects& subjects)
{
    SubjectParts& parts = subjects[{"settings", "remit.json"}];
    parts["authority"] = nameOf(setup.authority);
    parts["rootEntitlement"] = nameOf(setup.rootEntitlement);
    parts["humans"] = listed(setup.types.humans);
    parts["agents"] = listed(setup.types.agents);
    parts["service accounts"] = listed(setup.types.serviceAccounts);
    parts["roles"] = listed(setup.types.roles);
    parts["authority sources"] = listed(setup.authoritySources);
    parts["verified identity sources"] = listed(setup.verifiedSources);
    parts["clock skew"] = std::to_string(setup.clockSkew / 1000) + " s";
    parts["action namespace"] = setup.actionNamespace.empty() ? "none" : setup.actionNamespace;
    addMappingSubjects(setup, subjects);
}

Subjects subjectsOf(const workspace::Snapshot& snapshot, const decision::Setup& setup)
{
    Subjects subjects;
    addPolicySubjects(setup, subjects);
    addSchemaSubjects(snapshot, subjects);
    addEntitySubjects(setup, subjects);
    addAuthoritySubjects(setup, subjects);
    addSettingSubjects(setup, subjects);
    return subjects;
}

} // namespace remit::bundle
