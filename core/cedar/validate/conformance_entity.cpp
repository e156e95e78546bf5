// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/validate/conformance.h"

#include <fmt/format.h>

namespace remit::cedar {
namespace {

using Kind = ConformanceErrorKind;
using Errors = std::vector<ConformanceError>;

std::vector<std::string> namesOf(const AttributeTypes& attributes)
{
    std::vector<std::string> names;
    for (const auto& [name, attribute] : attributes)
        names.push_back(name);
    return names;
}

std::string didYouMean(std::string_view written, const std::vector<std::string>& known)
{
    const auto meant = nearest(written, known);
    return meant ? fmt::format("did you mean \"{}\"?", *meant) : std::string();
}

void addFinding(std::optional<ConformanceError> found, const std::string& attribute, Errors& errors)
{
    if (!found)
        return;
    found->attribute = attribute;
    errors.push_back(std::move(*found));
}

void checkAttributes(const Entity& entity, const Type& shape, const Schema& schema, Errors& errors)
{
    for (const auto& [name, type] : shape.attributes) {
        const auto found = entity.attributes.find(name);
        if (found != entity.attributes.end())
            addFinding(checkValue(found->second, *type.type, schema), name, errors);
        else if (type.required)
            errors.push_back({Kind::MissingRequiredEntityAttr,
                              fmt::format("{} lacks the attribute \"{}\"",
                                          shown(toText(entity.uid)), shown(name)),
                              name, fmt::format("add it; the schema says {}", toText(*type.type))});
    }
    for (const auto& [name, value] : entity.attributes) {
        if (!shape.attributes.contains(name))
            errors.push_back({Kind::UnexpectedEntityAttr,
                              fmt::format("the schema gives {} no attribute \"{}\"",
                                          entity.uid.type, shown(name)),
                              name, didYouMean(name, namesOf(shape.attributes))});
    }
}

void checkTags(const Entity& entity, const EntityType& type, const Schema& schema, Errors& errors)
{
    for (const auto& [name, value] : entity.tags) {
        if (type.tags)
            addFinding(checkValue(value, *type.tags, schema), name, errors);
        else
            errors.push_back(
                {Kind::UnexpectedEntityTag,
                 fmt::format("the schema gives entities of type {} no tags", type.name), name,
                 "remove them, or declare `tags` in the schema"});
    }
}

void checkParents(const Entity& entity, const Schema& schema, Errors& errors)
{
    for (const EntityUid& parent : entity.parents) {
        const EntityType* above = schema.entityType(parent.type);
        if (!above || !above->descendants.contains(entity.uid.type))
            errors.push_back({Kind::InvalidAncestorType,
                              fmt::format("{} cannot be in {}: the schema lets no {} be in a {}",
                                          shown(toText(entity.uid)), shown(toText(parent)),
                                          entity.uid.type, parent.type),
                              {},
                              {}});
        else if (auto wrong = checkUid(parent, schema))
            errors.push_back(std::move(*wrong));
    }
}

/// The parents may be given directly or closed.
Errors checkAction(const Entity& entity, const Schema& schema)
{
    const Action* action = schema.action(entity.uid);
    if (!action)
        return {*checkUid(entity.uid, schema)};
    const std::set<EntityUid> parents(entity.parents.begin(), entity.parents.end());
    const std::set<EntityUid> direct(action->memberOf.begin(), action->memberOf.end());
    const bool same = entity.attributes.empty() && entity.tags.empty() &&
                      (parents == direct || parents == action->ancestors);
    if (same)
        return {};
    return {{Kind::ActionDeclarationMismatch,
             fmt::format("{} is not as the schema declares it", shown(toText(entity.uid))),
             {},
             "leave actions out of the entities: they come from the schema"}};
}

} // namespace

std::vector<ConformanceError> checkEntity(const Entity& entity, const Schema& schema)
{
    if (isActionTypeName(entity.uid.type))
        return checkAction(entity, schema);
    const EntityType* type = schema.entityType(entity.uid.type);
    if (!type)
        return {{Kind::UnexpectedEntityType,
                 fmt::format("the schema declares no entity type {}", entity.uid.type),
                 {},
                 {}}};
    Errors errors;
    if (auto wrong = checkUid(entity.uid, schema))
        errors.push_back(std::move(*wrong));
    checkAttributes(entity, *type->shape, schema, errors);
    checkTags(entity, *type, schema, errors);
    checkParents(entity, schema, errors);
    return errors;
}

Entity actionEntity(const Action& action)
{
    return Entity{action.uid, {}, action.memberOf, {}};
}

std::vector<Entity> actionEntities(const Schema& schema)
{
    std::vector<Entity> entities;
    for (const auto& [uid, action] : schema.actions())
        entities.push_back(actionEntity(action));
    return entities;
}

} // namespace remit::cedar
