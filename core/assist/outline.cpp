// SPDX-License-Identifier: Apache-2.0
#include "core/assist/outline.h"

#include "core/assist/known_entities.h"

#include <algorithm>

namespace remit::assist {
namespace {

using cedar::Policy;

std::vector<OutlineItem> policyOutline(const PolicyText& text)
{
    std::vector<OutlineItem> items;
    for (std::size_t at = 0; at < text.parsed.policies.size(); ++at) {
        const Policy& policy = text.parsed.policies[at];
        OutlineItem item;
        item.name = text.ids[at];
        if (const std::string* title = policy.annotation("title"))
            item.detail = *title;
        item.kind =
            policy.effect == cedar::Effect::Permit ? OutlineKind::Permit : OutlineKind::Forbid;
        if (policy.isTemplate())
            item.kind = OutlineKind::Template;
        item.nameSpan = policy.effectSpan;
        for (const cedar::Annotation& annotation : policy.annotations) {
            if (annotation.key == "id" && annotation.hasValue)
                item.nameSpan = annotation.valueSpan;
        }
        item.whole = policy.span;
        for (const cedar::Condition& condition : policy.conditions)
            item.children.push_back({condition.unless ? "unless" : "when",
                                     {},
                                     OutlineKind::Condition,
                                     {condition.span.begin, condition.span.begin},
                                     condition.span,
                                     {}});
        items.push_back(std::move(item));
    }
    return items;
}

std::string typeText(const cedar::SchemaType& type)
{
    switch (type.form) {
    case cedar::SchemaType::Form::Set:
        return "Set<" + (type.element ? typeText(*type.element) : std::string()) + ">";
    case cedar::SchemaType::Form::Record:
        return "{…}";
    default:
        return type.name.text;
    }
}

std::vector<OutlineItem> attributeItems(const cedar::SchemaType& type)
{
    std::vector<OutlineItem> items;
    if (type.form == cedar::SchemaType::Form::Set && type.element)
        return attributeItems(*type.element);
    for (const cedar::SchemaAttribute& attribute : type.attributes)
        items.push_back({attribute.name + (attribute.required ? "" : "?"), typeText(attribute.type),
                         OutlineKind::Attribute, attribute.nameSpan, attribute.span,
                         attributeItems(attribute.type)});
    return items;
}

void addDeclarations(const cedar::SchemaNamespace& space, std::vector<OutlineItem>& items)
{
    for (const cedar::CommonDeclaration& common : space.commonTypes)
        items.push_back({common.name.text, typeText(common.type), OutlineKind::CommonType,
                         common.name.span, common.span, attributeItems(common.type)});
    for (const cedar::EntityDeclaration& entity : space.entities) {
        for (const cedar::SchemaName& name : entity.names) {
            OutlineItem item{name.text,
                             entity.enumIds ? "enum" : "",
                             OutlineKind::EntityType,
                             name.span,
                             entity.span,
                             {}};
            if (entity.shape)
                item.children = attributeItems(*entity.shape);
            items.push_back(std::move(item));
        }
    }
    for (const cedar::ActionDeclaration& action : space.actions) {
        for (const cedar::SchemaId& name : action.names) {
            OutlineItem item{name.text, {}, OutlineKind::Action, name.span, action.span, {}};
            if (action.appliesTo && action.appliesTo->context)
                item.children = attributeItems(*action.appliesTo->context);
            items.push_back(std::move(item));
        }
    }
}

std::vector<OutlineItem> schemaOutline(const cedar::SchemaDocument& document)
{
    std::vector<OutlineItem> items;
    for (const cedar::SchemaNamespace& space : document.namespaces) {
        if (space.name.text.empty()) {
            addDeclarations(space, items);
            continue;
        }
        OutlineItem item{space.name.text, {},         OutlineKind::Namespace,
                         space.name.span, space.span, {}};
        addDeclarations(space, item.children);
        std::ranges::stable_sort(item.children, {}, &OutlineItem::nameSpan);
        items.push_back(std::move(item));
    }
    std::ranges::stable_sort(items, {}, &OutlineItem::nameSpan);
    return items;
}

/// What a JSON object is called by.
OutlineItem objectItem(const JsonValue& object, std::size_t number)
{
    OutlineItem item;
    item.whole = item.nameSpan = object.span;
    const JsonValue* uid = object.find("uid");
    const auto entity = uid != nullptr ? uidObject(*uid) : std::nullopt;
    if (entity) {
        item.kind = OutlineKind::Entity;
        item.name = cedar::toText(entity->uid);
        item.nameSpan = entity->id->span;
        return item;
    }
    for (const char* key : {"name", "id", "link_id", "tool", "resource", "field"}) {
        const JsonValue* name = object.find(key);
        if (name != nullptr && name->isString()) {
            item.name = name->text;
            item.nameSpan = name->span;
            break;
        }
    }
    for (const char* key : {"description", "purpose", "template_id"}) {
        const JsonValue* detail = object.find(key);
        if (detail != nullptr && detail->isString() && item.detail.empty())
            item.detail = detail->text;
    }
    if (item.name.empty())
        item.name = std::to_string(number + 1);
    return item;
}

/// Objects in lists, and below the members of an object what lists they hold.
std::vector<OutlineItem> jsonOutline(const JsonValue& value, int depth)
{
    std::vector<OutlineItem> items;
    for (std::size_t at = 0; at < value.items.size(); ++at) {
        if (value.items[at].isObject())
            items.push_back(objectItem(value.items[at], at));
    }
    for (const JsonMember& member : value.members) {
        OutlineItem item{member.key,
                         {},
                         OutlineKind::Object,
                         member.keySpan,
                         join(member.keySpan, member.value.span),
                         {}};
        if (member.value.isString())
            item.detail = member.value.text;
        else if (depth > 0)
            item.children = jsonOutline(member.value, depth - 1);
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace

std::vector<OutlineItem> outline(const Model& model, std::string_view path)
{
    const ModelFile* file = model.file(path);
    if (file == nullptr)
        return {};
    if (file->schema)
        return schemaOutline(*file->schema);
    if (file->policies)
        return policyOutline(*file->policies);
    if (file->json && file->json->root)
        return jsonOutline(*file->json->root, 2);
    return {};
}

} // namespace remit::assist
