// SPDX-License-Identifier: Apache-2.0
#include "core/assist/symbol_text.h"

#include "core/assist/known_entities.h"
#include "core/assist/policies/entity_items.h"
#include "core/assist/workspace_names.h"
#include "core/base/text.h"

#include <algorithm>

namespace remit::assist {
namespace {

using Lines = std::vector<Hover::Line>;
using Style = Hover::Style;

constexpr std::size_t kRows = 16; ///< of a declaration or an entity; the rest is counted

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string rows(const cedar::AttributeTypes& attributes)
{
    std::string text;
    std::size_t count = 0;
    for (const auto& [name, attribute] : attributes) {
        if (++count > kRows)
            break;
        text += "\n  " + shown(name) + (attribute.required ? "" : "?") + ": " +
                cedar::toText(*attribute.type) + ",";
    }
    if (attributes.size() > kRows)
        text += "\n  … " + std::to_string(attributes.size() - kRows) + " more";
    return text.empty() ? "{}" : "{" + text + "\n}";
}

void addDocumentation(const cedar::Annotations& annotations, Lines& lines)
{
    const std::string text = documentationOf(annotations);
    if (!text.empty())
        lines.push_back({Style::Text, text});
}

void addPlace(const cedar::Place& place, Lines& lines)
{
    if (place.known())
        lines.push_back({Style::Note, "declared in " + *place.file});
}

Lines entityType(const Model& model, const std::string& name)
{
    const cedar::EntityType* type = model.schema().entityType(name);
    if (type == nullptr)
        return {};
    std::string text = "entity " + name;
    if (!type->memberOf.empty())
        text += " in [" + listed(type->memberOf) + "]";
    if (type->isEnum()) {
        std::vector<std::string> ids;
        for (const std::string& id : *type->enumIds)
            ids.push_back(cedarQuoted(id));
        text += " enum [" + listed(ids) + "]";
    } else if (!type->shape->attributes.empty()) {
        text += " = " + rows(type->shape->attributes);
    }
    if (type->tags)
        text += " tags " + cedar::toText(*type->tags);
    Lines lines{{Style::Code, text}};
    addDocumentation(type->annotations, lines);
    const auto known = model.entities().find(name);
    if (known != model.entities().end())
        lines.push_back({Style::Note, std::to_string(known->second.size()) +
                                          (known->second.size() == 1 ? " entity" : " entities") +
                                          " in the workspace"});
    addPlace(type->place, lines);
    return lines;
}

Lines action(const Model& model, const cedar::EntityUid& uid)
{
    const cedar::Action* action = model.schema().action(uid);
    if (action == nullptr)
        return {{Style::Code, cedar::toText(uid)},
                {Style::Note, model.hasSchema() ? "not in the schema" : "there is no schema"}};
    std::string text = "action " + cedar::toText(uid);
    if (!action->memberOf.empty()) {
        std::vector<std::string> parents;
        for (const cedar::EntityUid& parent : action->memberOf)
            parents.push_back(cedar::toText(parent));
        text += " in [" + listed(parents) + "]";
    }
    if (!action->appliesToNothing()) {
        text += "\nprincipal: " + listed({action->principals.begin(), action->principals.end()});
        text += "\nresource: " + listed({action->resources.begin(), action->resources.end()});
        if (!action->context->attributes.empty())
            text += "\ncontext: " + rows(action->context->attributes);
    }
    Lines lines{{Style::Code, text}};
    addDocumentation(action->annotations, lines);
    if (action->appliesToNothing())
        lines.push_back({Style::Note, "groups other actions; no request has it"});
    addPlace(action->place, lines);
    return lines;
}

Lines entity(const Model& model, const cedar::EntityUid& uid)
{
    std::string text = cedar::toText(uid);
    const KnownEntity* known = model.entity(uid);
    if (known == nullptr) {
        const cedar::EntityType* type = model.schema().entityType(uid.type);
        const bool value = type != nullptr && type->isEnum() && type->allowsId(uid.id);
        const bool wrong = type != nullptr && !type->allowsId(uid.id);
        return {{Style::Code, text},
                {Style::Note, value   ? "a value of the enum " + uid.type
                              : wrong ? "the enum " + uid.type + " has no such value"
                                      : "not among the workspace's entities"}};
    }
    const JsonValue* attributes = known->json->find("attrs");
    std::size_t count = 0;
    for (std::size_t at = 0; attributes != nullptr && at < attributes->members.size(); ++at) {
        const JsonMember& member = attributes->members[at];
        if (++count > kRows)
            break;
        const auto reference = uidObject(member.value);
        text += "\n  " + shown(member.key) + ": " +
                (reference ? cedar::toText(reference->uid)
                           : shown(toJson(member.value).substr(0, 120)));
    }
    if (count > kRows)
        text += "\n  …";
    Lines lines{{Style::Code, text}};
    const JsonValue* parents = known->json->find("parents");
    std::vector<std::string> in;
    for (std::size_t at = 0; parents != nullptr && at < parents->items.size() && at < kRows; ++at) {
        if (const auto parent = uidObject(parents->items[at]))
            in.push_back(cedar::toText(parent->uid));
    }
    if (!in.empty())
        lines.push_back({Style::Text, "in " + listed(in)});
    lines.push_back({Style::Note, "from " + known->path});
    return lines;
}

Lines policy(const Model& model, const std::string& id)
{
    for (const auto& [path, file] : model.files()) {
        if (!file.policies || file.isGrantScope())
            continue;
        for (std::size_t at = 0; at < file.policies->ids.size(); ++at) {
            if (file.policies->ids[at] != id)
                continue;
            const cedar::Policy& found = file.policies->parsed.policies[at];
            Lines lines{
                {Style::Code, std::string(found.isTemplate() ? "template " : "") +
                                  (found.effect == cedar::Effect::Permit ? "permit " : "forbid ") +
                                  shown(id)}};
            for (const char* key : {"title", "reason", "doc"}) {
                const std::string* text = found.annotation(key);
                if (text != nullptr && !text->empty())
                    lines.push_back({Style::Text, *text});
            }
            lines.push_back({Style::Note, "in " + path});
            return lines;
        }
    }
    return {};
}

Lines task(const Model& model, const std::string& id)
{
    const auto tasks = taskNames(model);
    const auto found = tasks.find(id);
    Lines lines{{Style::Code, "task " + shown(id)}};
    if (found == tasks.end())
        lines.push_back({Style::Note, "no such task in the workspace"});
    else if (!found->second.empty())
        lines.push_back({Style::Text, found->second});
    return lines;
}

Lines commonType(const Model& model, const std::string& name)
{
    const cedar::CommonType* type = model.schema().commonType(name);
    if (type == nullptr)
        return {};
    const bool record = type->type && type->type->kind == cedar::TypeKind::Record;
    Lines lines{{Style::Code, "type " + name + " = " +
                                  (record       ? rows(type->type->attributes)
                                   : type->type ? cedar::toText(*type->type)
                                                : "?")}};
    addDocumentation(type->annotations, lines);
    addPlace(type->place, lines);
    return lines;
}

} // namespace

Lines describe(const std::string& owner, const std::string& name,
               const cedar::AttributeType& attribute)
{
    const bool record = attribute.type->kind == cedar::TypeKind::Record;
    Lines lines{{Style::Code,
                 (owner.empty() ? "" : owner + ".") + shown(name) +
                     (attribute.required ? "" : "?") + ": " +
                     (record ? rows(attribute.type->attributes) : cedar::toText(*attribute.type))}};
    if (attribute.annotations)
        addDocumentation(*attribute.annotations, lines);
    if (!attribute.required)
        lines.push_back({Style::Note, "optional: test with `has` before reading it"});
    addPlace(attribute.place, lines);
    return lines;
}

Lines describe(const Model& model, const Symbol& symbol)
{
    switch (symbol.kind) {
    case Symbol::Kind::EntityType:
        return entityType(model, symbol.name);
    case Symbol::Kind::CommonType:
        return commonType(model, symbol.name);
    case Symbol::Kind::Action:
        return action(model, {symbol.type, symbol.name});
    case Symbol::Kind::Entity:
        return entity(model, {symbol.type, symbol.name});
    case Symbol::Kind::Policy:
        return policy(model, symbol.name);
    case Symbol::Kind::Task:
        return task(model, symbol.name);
    case Symbol::Kind::Attribute:
    case Symbol::Kind::Link:
        break;
    }
    return {};
}

} // namespace remit::assist
