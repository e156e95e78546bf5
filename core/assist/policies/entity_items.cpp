// SPDX-License-Identifier: Apache-2.0
#include "core/assist/policies/entity_items.h"

#include "core/assist/facts.h"
#include "core/assist/known_entities.h"
#include "core/base/text.h"

namespace remit::assist {
namespace {

/// What is left of a full name after the path that is written; nothing when it lies elsewhere.
std::optional<std::string> restOf(const std::string& name, const std::string& path)
{
    if (path.empty())
        return name;
    if (name.size() > path.size() + 2 && name.starts_with(path) &&
        name.compare(path.size(), 2, "::") == 0)
        return name.substr(path.size() + 2);
    return std::nullopt;
}

std::string inQuotes(std::string_view id)
{
    return '"' + cedarEscaped(id) + '"';
}

std::string typeDocumentation(const Model& model, const std::string& type)
{
    const cedar::EntityType* declared = model.schema().entityType(type);
    return declared == nullptr ? "" : documentationOf(declared->annotations);
}

void addEntity(const Model& model, const std::string& type, const std::string& id,
               const std::string& text, Rank rank, Items& items)
{
    CompletionItem& item = items.add(rank, CompletionKind::EntityId, text);
    item.detail = type;
    if (const KnownEntity* known = model.entity({type, id}))
        item.documentation = summaryOf(*known);
}

} // namespace

std::string documentationOf(const cedar::Annotations& annotations)
{
    for (const char* key : {"doc", "title", "description"}) {
        if (const std::string* text = cedar::findAnnotation(annotations, key))
            return *text;
    }
    return {};
}

std::string summaryOf(const KnownEntity& entity)
{
    std::string text;
    if (const JsonValue* attributes = entity.json->find("attrs")) {
        std::size_t shownCount = 0;
        for (const JsonMember& member : attributes->members) {
            if (++shownCount > 6)
                break;
            const auto uid = uidObject(member.value);
            text += (text.empty() ? "" : ", ") + member.key + ": " +
                    (uid ? cedar::toText(uid->uid) : toJson(member.value).substr(0, 60));
        }
    }
    if (const JsonValue* parents = entity.json->find("parents")) {
        std::string in;
        for (std::size_t index = 0; index < parents->items.size() && index < 4; ++index) {
            if (const auto uid = uidObject(parents->items[index]))
                in += (in.empty() ? "" : ", ") + cedar::toText(uid->uid);
        }
        if (!in.empty())
            text += (text.empty() ? "in " : "; in ") + in;
    }
    return text;
}

TypeNames allEntityTypes(const Model& model)
{
    TypeNames names;
    for (const auto& [name, type] : model.schema().entityTypes())
        names.insert(name);
    if (!names.empty())
        return names;
    for (const auto& [name, ids] : model.entities())
        names.insert(name);
    return names;
}

TypeNames typesAbove(const Model& model, const TypeNames& types)
{
    TypeNames above = types;
    for (const auto& [name, type] : model.schema().entityTypes()) {
        for (const std::string& below : types) {
            if (type.descendants.contains(below))
                above.insert(name);
        }
    }
    return above;
}

std::set<std::string> knownIds(const Model& model, const std::string& type)
{
    std::set<std::string> ids;
    const cedar::EntityType* declared = model.schema().entityType(type);
    if (declared != nullptr && declared->isEnum()) {
        ids.insert(declared->enumIds->begin(), declared->enumIds->end());
        return ids;
    }
    if (const auto known = model.entities().find(type); known != model.entities().end()) {
        for (const auto& [id, entity] : known->second) {
            if (ids.size() == kIds)
                return ids;
            ids.insert(id);
        }
    }
    for (const auto& [path, file] : model.files()) {
        if (!file.policies)
            continue;
        const auto named = file.policies->entities.find(type);
        if (named != file.policies->entities.end())
            ids.insert(named->second.begin(), named->second.end());
        if (ids.size() >= kIds)
            break;
    }
    return ids;
}

void addTypes(const Model& model, const TypeNames& types, const std::string& path, Rank rank,
              Items& items)
{
    for (const std::string& type : types) {
        const auto rest = restOf(type, path);
        if (!rest)
            continue;
        CompletionItem& item = items.add(rank, CompletionKind::EntityType, *rest);
        item.detail = "entity type";
        item.documentation = typeDocumentation(model, type);
    }
}

void addEntities(const Model& model, const TypeNames& types, const std::string& path, Rank rank,
                 Items& items)
{
    for (const std::string& type : types) {
        if (type == path) {
            for (const std::string& id : knownIds(model, type))
                addEntity(model, type, id, inQuotes(id), Rank::Expected, items);
            continue;
        }
        const auto rest = restOf(type, path);
        if (!rest)
            continue;
        for (const std::string& id : knownIds(model, type))
            addEntity(model, type, id, *rest + "::" + inQuotes(id), rank, items);
        CompletionItem& item = items.addSnippet(rank, CompletionKind::EntityType, *rest + "::\"…\"",
                                                *rest + "::\"${1:id}\"");
        item.filter = *rest;
        item.detail = "entity of type " + type;
        item.documentation = typeDocumentation(model, type);
    }
}

void addActions(const Model& model, const std::function<bool(const cedar::Action&)>& wanted,
                const std::string& path, Rank rank, Items& items)
{
    const auto textOf = [&path](const cedar::EntityUid& uid) -> std::optional<std::string> {
        if (uid.type == path)
            return inQuotes(uid.id);
        const auto rest = restOf(uid.type, path);
        return rest ? std::optional(*rest + "::" + inQuotes(uid.id)) : std::nullopt;
    };
    if (!model.hasSchema()) {
        for (const cedar::EntityUid& uid : likelyActions(model)) {
            if (const auto text = textOf(uid))
                items.add(rank, CompletionKind::Action, *text).detail = "action";
        }
        return;
    }
    for (const auto& [uid, action] : model.schema().actions()) {
        const auto written = wanted(action) ? textOf(uid) : std::nullopt;
        if (!written)
            continue;
        const std::string& text = *written;
        CompletionItem& item = items.add(rank, CompletionKind::Action, text);
        item.detail = action.appliesToNothing() ? "group of actions" : "action";
        item.documentation = documentationOf(action.annotations);
        item.filter = uid.id + " " + text;
    }
}

void addIds(const Model& model, const std::string& type, std::string_view quote, Items& items)
{
    const bool action = cedar::isActionTypeName(type);
    std::set<std::string> ids;
    if (!action)
        ids = knownIds(model, type);
    for (const auto& [uid, declared] : model.schema().actions()) {
        if (action && uid.type == type)
            ids.insert(uid.id);
    }
    if (action && !model.hasSchema()) {
        for (const cedar::EntityUid& uid : likelyActions(model)) {
            if (uid.type == type)
                ids.insert(uid.id);
        }
    }
    for (const std::string& id : ids) {
        CompletionItem& item =
            items.add(Rank::Expected, action ? CompletionKind::Action : CompletionKind::EntityId,
                      id, cedarEscaped(id) + std::string(quote));
        item.detail = type;
        if (const cedar::Action* known = model.schema().action({type, id}))
            item.documentation = documentationOf(known->annotations);
        else if (const KnownEntity* entity = model.entity({type, id}))
            item.documentation = summaryOf(*entity);
    }
}

} // namespace remit::assist
