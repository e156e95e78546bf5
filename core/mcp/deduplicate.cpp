// SPDX-License-Identifier: Apache-2.0
#include "core/mcp/deduplicate.h"

#include "core/base/text.h"

#include <algorithm>

namespace remit::mcp {
namespace {

const std::set<std::string> kPrimitive{"String",   "Long",    "Bool",  "datetime",
                                       "duration", "decimal", "ipaddr"};

bool isLeaf(const MadeEntity& entity)
{
    if (!entity.enumIds.empty())
        return true;
    if (entity.tags || entity.attributes.empty())
        return false;
    return std::all_of(entity.attributes.begin(), entity.attributes.end(),
                       [](const auto& attribute) {
                           return attribute.type.form == cedar::SchemaType::Form::Name &&
                                  kPrimitive.contains(attribute.type.name.text);
                       });
}

/// Equal for entity types that may become one.
std::string signatureOf(const MadeEntity& entity)
{
    std::string text = jsonQuoted(entity.name);
    std::vector<std::string> ids = entity.enumIds;
    std::sort(ids.begin(), ids.end());
    for (const std::string& id : ids)
        text += "|" + jsonQuoted(id);
    for (const auto& attribute : entity.attributes)
        text += ";" + jsonQuoted(attribute.name) + (attribute.required ? ":" : "?:") +
                attribute.type.name.text;
    return text;
}

Path commonScope(const std::vector<MadeEntity*>& group)
{
    Path common = group.front()->scope;
    for (const MadeEntity* entity : group) {
        const auto [end, other] =
            std::mismatch(common.begin(), common.end(), entity->scope.begin(), entity->scope.end());
        common.erase(end, common.end());
    }
    return common;
}

} // namespace

std::string fullName(const std::string& base, const Path& scope, const std::string& name)
{
    std::string full = base;
    for (const std::string& part : scope)
        full += (full.empty() ? "" : "::") + part;
    return full + (full.empty() ? "" : "::") + name;
}

Renames deduplicate(std::vector<MadeEntity>& entities, const std::string& base,
                    const std::set<std::string>& taken)
{
    std::map<std::string, std::vector<MadeEntity*>> groups;
    std::map<std::string, int> owners; // signatures that want the same place
    for (MadeEntity& entity : entities) {
        if (isLeaf(entity))
            groups[signatureOf(entity)].push_back(&entity);
    }
    for (const auto& [signature, group] : groups) {
        if (group.size() > 1)
            ++owners[fullName(base, commonScope(group), group.front()->name)];
    }
    Renames renames;
    std::set<const MadeEntity*> dropped;
    for (const auto& [signature, group] : groups) {
        if (group.size() < 2)
            continue;
        const Path scope = commonScope(group);
        const std::string target = fullName(base, scope, group.front()->name);
        const bool there =
            std::any_of(entities.begin(), entities.end(), [&, &members = group](const auto& other) {
                return fullName(base, other.scope, other.name) == target &&
                       std::find(members.begin(), members.end(), &other) == members.end();
            });
        if (taken.contains(target) || there || owners[target] > 1)
            continue;
        for (MadeEntity* entity : group) {
            renames[fullName(base, entity->scope, entity->name)] = target;
            if (entity != group.front())
                dropped.insert(entity);
        }
        group.front()->scope = scope;
    }
    std::vector<MadeEntity> kept;
    for (MadeEntity& entity : entities) {
        if (!dropped.contains(&entity))
            kept.push_back(std::move(entity));
    }
    entities = std::move(kept);
    return renames;
}

Renames flatten(std::vector<MadeEntity>& entities, std::vector<MadeCommonType>& commonTypes,
                const std::string& base)
{
    Renames renames;
    const auto move = [&](Path& scope, std::string& name) {
        const std::string old = fullName(base, scope, name);
        if (!scope.empty())
            name = joined(scope, "_") + '_' + name;
        scope.clear();
        renames[old] = fullName(base, scope, name);
    };
    for (MadeEntity& entity : entities)
        move(entity.scope, entity.name);
    for (MadeCommonType& type : commonTypes)
        move(type.scope, type.name);
    return renames;
}

void rename(cedar::SchemaType& type, const Renames& renames)
{
    if (type.form == cedar::SchemaType::Form::Name) {
        const auto found = renames.find(type.name.text);
        if (found != renames.end())
            type.name.text = found->second;
    }
    if (type.element)
        rename(*type.element, renames);
    for (auto& attribute : type.attributes)
        rename(attribute.type, renames);
}

} // namespace remit::mcp
