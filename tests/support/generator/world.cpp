// SPDX-License-Identifier: Apache-2.0
#include "tests/support/generator/world.h"

#include "core/base/text.h"

#include <algorithm>
#include <cctype>

namespace remit::test {
namespace {

constexpr std::string_view kNamespace = "Org::";
const char* const kTypeNames[] = {"User", "Team", "Org::Doc", "Org::Folder", "Agent"};
const char* const kAttributeNames[] = {"a",   "b",       "owner", "level", "when",  "tags",
                                       "a b", "context", "é",     "__x",   "limit", "permit"};

bool isPlainIdentifier(const std::string& name)
{
    return std::all_of(name.begin(), name.end(), [](char c) {
        return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
    });
}

std::vector<Attribute> makeAttributes(Random& random, const World& world, std::size_t most,
                                      int depth)
{
    std::vector<Attribute> attributes;
    const std::size_t count = random.below(most + 1);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = random.pick(kAttributeNames);
        const bool taken = std::any_of(attributes.begin(), attributes.end(),
                                       [&](const Attribute& a) { return a.name == name; });
        if (!taken)
            attributes.push_back({name, makeShape(random, world, depth), random.percent(65)});
    }
    return attributes;
}

ShapePtr makeRecord(Random& random, const World& world, std::size_t most, int depth)
{
    Shape record;
    record.kind = Kind::Record;
    record.attributes = makeAttributes(random, world, most, depth);
    return std::make_shared<const Shape>(std::move(record));
}

void makeEntities(Random& random, World& world)
{
    for (const char* name : kTypeNames)
        world.entities.push_back({name, {}, nullptr, nullptr, {}});
    world.entities.push_back({"Color", {}, nullptr, nullptr, {"red", "green", "a b"}});
    for (std::size_t i = 0; i < std::size(kTypeNames); ++i) {
        for (std::size_t j = 0; j < std::size(kTypeNames); ++j) {
            // Upward, or to itself: what is in the data decides whether there is a cycle.
            if (j >= i && random.percent(35))
                world.entities[i].parents.emplace_back(kTypeNames[j]);
        }
    }
    for (EntityKind& kind : world.entities) {
        kind.attributes = makeRecord(random, world, kind.enumIds.empty() ? 5 : 0, 2);
        if (kind.enumIds.empty() && random.percent(50))
            kind.tags = makeShape(random, world, 1);
    }
}

std::vector<std::string> someTypes(Random& random)
{
    std::vector<std::string> types;
    for (const char* name : kTypeNames) {
        if (random.percent(40))
            types.emplace_back(name);
    }
    if (types.empty())
        types.emplace_back(random.pick(kTypeNames));
    return types;
}

void makeActions(Random& random, World& world)
{
    const std::vector<std::string> ids{"all", "read", "write", "a \"b\"", "pay"};
    for (std::size_t i = 0; i < ids.size(); ++i) {
        ActionKind action;
        action.id = ids[i];
        for (std::size_t j = 0; j < i; ++j) {
            if (random.percent(35))
                action.groups.push_back(ids[j]);
        }
        if (i > 0) {
            action.principals = someTypes(random);
            action.resources = someTypes(random);
        }
        action.context = makeRecord(random, world, i > 0 ? 6 : 0, 3);
        world.actions.push_back(std::move(action));
    }
}

std::string listed(const std::vector<std::string>& names)
{
    return "[" + joined(names, ", ") + "]";
}

std::string entityText(const EntityKind& kind)
{
    std::string text;
    const std::size_t colons = kind.name.rfind("::");
    const std::string base = colons == std::string::npos ? kind.name : kind.name.substr(colons + 2);
    text = "entity " + base;
    if (!kind.enumIds.empty()) {
        std::vector<std::string> ids;
        for (const std::string& id : kind.enumIds)
            ids.push_back(quotedText(id));
        text += " enum " + listed(ids);
    } else {
        if (!kind.parents.empty())
            text += " in " + listed(kind.parents);
        text += " = " + shapeText(*kind.attributes);
        if (kind.tags)
            text += " tags " + shapeText(*kind.tags);
    }
    return text + ";\n";
}

std::string actionText(const ActionKind& action)
{
    std::string text = "action " + quotedText(action.id);
    if (!action.groups.empty()) {
        std::vector<std::string> groups;
        for (const std::string& group : action.groups)
            groups.push_back(quotedText(group));
        text += " in " + listed(groups);
    }
    if (!action.principals.empty())
        text += " appliesTo { principal: " + listed(action.principals) +
                ", resource: " + listed(action.resources) +
                ", context: " + shapeText(*action.context) + " }";
    return text + ";\n";
}

} // namespace

ShapePtr shapeOf(Kind kind)
{
    Shape shape;
    shape.kind = kind;
    return std::make_shared<const Shape>(shape);
}

ShapePtr entityShape(std::string type)
{
    Shape shape;
    shape.kind = Kind::Entity;
    shape.entity = std::move(type);
    return std::make_shared<const Shape>(shape);
}

bool sameShape(const Shape& a, const Shape& b)
{
    return shapeText(a) == shapeText(b);
}

std::string quotedText(std::string_view text)
{
    return cedarQuoted(text);
}

std::string accessText(const std::string& name)
{
    return isPlainIdentifier(name) ? "." + name : "[" + quotedText(name) + "]";
}

std::string shapeText(const Shape& shape)
{
    switch (shape.kind) {
    case Kind::Bool:
        return "Bool";
    case Kind::Long:
        return "Long";
    case Kind::String:
        return "String";
    case Kind::Entity:
        return shape.entity;
    case Kind::Set:
        return "Set<" + shapeText(*shape.element) + ">";
    case Kind::Decimal:
        return "decimal";
    case Kind::Ip:
        return "ipaddr";
    case Kind::Datetime:
        return "datetime";
    case Kind::Duration:
        return "duration";
    case Kind::Record:
        break;
    }
    std::vector<std::string> members;
    for (const Attribute& attribute : shape.attributes)
        members.push_back(quotedText(attribute.name) + (attribute.required ? ": " : "?: ") +
                          shapeText(*attribute.type));
    return "{" + joined(members, ", ") + "}";
}

ShapePtr makeShape(Random& random, const World& world, int depth)
{
    const auto kind = static_cast<Kind>(random.below(kKinds));
    if (kind == Kind::Entity)
        return entityShape(random.pick(world.entities).name);
    if (kind == Kind::Record)
        return depth > 0 ? makeRecord(random, world, 3, depth - 1) : shapeOf(Kind::String);
    if (kind != Kind::Set)
        return shapeOf(kind);
    if (depth <= 0)
        return shapeOf(Kind::Long);
    Shape set;
    set.kind = Kind::Set;
    set.element = makeShape(random, world, depth - 1);
    return std::make_shared<const Shape>(std::move(set));
}

const EntityKind& World::entity(std::string_view name) const
{
    return *std::find_if(entities.begin(), entities.end(),
                         [&](const EntityKind& kind) { return kind.name == name; });
}

std::string World::schemaText() const
{
    std::string text;
    std::string inside; // a named namespace stands once in a schema
    for (const EntityKind& kind : entities)
        (kind.name.starts_with(kNamespace) ? inside : text) += entityText(kind);
    text += "namespace Org {\n" + inside + "}\n";
    for (const ActionKind& action : actions)
        text += actionText(action);
    return text;
}

World makeWorld(Random& random)
{
    World world;
    makeEntities(random, world);
    makeActions(random, world);
    return world;
}

} // namespace remit::test
