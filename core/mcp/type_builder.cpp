// SPDX-License-Identifier: Apache-2.0
#include "core/mcp/type_builder.h"

#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace remit::mcp {

using cedar::SchemaAttribute;
using cedar::SchemaType;

namespace {

SchemaType recordType(std::vector<SchemaAttribute> attributes)
{
    SchemaType type;
    type.form = SchemaType::Form::Record;
    type.attributes = std::move(attributes);
    return type;
}

SchemaType setOf(SchemaType element)
{
    SchemaType type;
    type.form = SchemaType::Form::Set;
    type.element = std::make_unique<SchemaType>(std::move(element));
    return type;
}

SchemaAttribute attribute(std::string name, SchemaType type, bool required)
{
    SchemaAttribute result;
    result.name = std::move(name);
    result.type = std::move(type);
    result.required = required;
    return result;
}

bool isRequired(const JsonValue& schema, const std::string& name)
{
    const JsonValue* required = schema.find("required");
    if (!required || !required->isArray())
        return false;
    return std::any_of(required->items.begin(), required->items.end(),
                       [&](const JsonValue& item) { return item.isString() && item.text == name; });
}

bool isStringEnum(const JsonValue& schema)
{
    const JsonValue* values = schema.find("enum");
    return values && values->isArray() && !values->items.empty() &&
           std::all_of(values->items.begin(), values->items.end(),
                       [](const JsonValue& item) { return item.isString(); });
}

/// RFC 6901: `~` and `/` of a member's name are escaped.
std::string pointerTo(const std::string& base, std::string_view key)
{
    std::string out = base + '/';
    for (const char c : key)
        out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return out;
}

} // namespace

SchemaType namedType(std::string name)
{
    SchemaType type;
    type.name.text = std::move(name);
    return type;
}

std::string identifierFor(std::string_view text)
{
    std::string name;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        const bool digit = c >= '0' && c <= '9';
        if (name.empty() && digit)
            name += '_';
        name += letter || digit ? c : '_';
    }
    if (!cedar::isIdentifier(name))
        name += '_';
    return name;
}

TypeBuilder::TypeBuilder(std::string tool, std::string baseNamespace,
                         const GeneratorOptions& options, MadeTypes& made)
    : m_tool(std::move(tool)), m_base(std::move(baseNamespace)), m_options(options), m_made(made)
{}

std::string TypeBuilder::fullName(const Path& scope, const std::string& name) const
{
    std::string full = m_base;
    for (const std::string& part : scope)
        full += (full.empty() ? "" : "::") + part;
    return full + (full.empty() ? "" : "::") + name;
}

SchemaType TypeBuilder::record(const JsonValue& root, const std::string& side)
{
    m_root = &root;
    m_definitions.clear();
    for (const char* keyword : {"$defs", "definitions"}) {
        if (const JsonValue* definitions = root.find(keyword);
            definitions && definitions->isObject())
            define(*definitions, side, std::string("#/") + keyword);
    }
    const Place place{{identifierFor(m_tool), side}, {}, {}};
    noteLosses(root, place);
    if (const JsonValue* more = root.find("additionalProperties"); more && more->isObject())
        lose(place, "further arguments (`additionalProperties`) are not in the record");
    return recordType(attributesOf(root, place));
}

void TypeBuilder::define(const JsonValue& definitions, const std::string& side,
                         const std::string& pointer)
{
    const Path scope{identifierFor(m_tool), side};
    if (!m_options.objectsAsRecords) {
        // Names first: definitions refer to one another, and to themselves.
        for (const JsonMember& member : definitions.members)
            m_definitions[pointer + '/' + member.key] = fullName(scope, identifierFor(member.key));
    }
    for (const JsonMember& member : definitions.members) {
        if (m_options.objectsAsRecords)
            continue;
        const Place place{scope, identifierFor(member.key), pointer + '/' + member.key};
        const std::string wanted = fullName(scope, place.name);
        SchemaType type = typeOf(member.value, place);
        if (type.form != SchemaType::Form::Name || type.name.text != wanted)
            m_made.commonTypes.push_back({scope, place.name, std::move(type)});
    }
}

SchemaType TypeBuilder::typeOf(const JsonValue& schema, const Place& place)
{
    if (!schema.isObject()) {
        lose(place, schema.isBool() && schema.boolean ? "any value is allowed"
                                                      : "the schema says nothing usable");
        return opaque("Unknown");
    }
    noteLosses(schema, place);
    if (const JsonValue* target = schema.find("$ref"); target && target->isString())
        return reference(*target, place);
    if (const JsonValue* type = schema.find("type")) {
        if (type->isString())
            return typeNamed(type->text, schema, place);
        if (type->isArray())
            return typeList(schema, *type, place);
    }
    for (const char* keyword : {"anyOf", "oneOf"}) {
        const JsonValue* list = schema.find(keyword);
        if (!list || !list->isArray() || list->items.empty())
            continue;
        std::vector<const JsonValue*> choices;
        for (const JsonValue& item : list->items)
            choices.push_back(&item);
        return unionOf(choices, place, keyword);
    }
    if (isStringEnum(schema))
        return enumeration(*schema.find("enum"), place);
    if (schema.find("properties"))
        return objectType(schema, place);
    lose(place, "the schema names no type");
    return opaque("Unknown");
}

SchemaType TypeBuilder::typeNamed(const std::string& type, const JsonValue& schema,
                                  const Place& place)
{
    if (type == "string")
        return stringType(schema, place);
    if (schema.find("enum"))
        lose(place, fmt::format("the values of an enumeration of type {} are not checked", type));
    if (type == "integer")
        return namedType("Long");
    if (type == "boolean")
        return namedType("Bool");
    if (type == "number")
        return numberType("Number", place);
    if (type == "float")
        return numberType("Float", place);
    if (type == "array")
        return arrayType(schema, place);
    if (type == "object")
        return objectType(schema, place);
    if (type == "null")
        return opaque("Null");
    lose(place, fmt::format("the type \"{}\" is not known", type));
    return opaque("Unknown");
}

SchemaType TypeBuilder::stringType(const JsonValue& schema, const Place& place)
{
    if (isStringEnum(schema))
        return enumeration(*schema.find("enum"), place);
    const JsonValue* format = schema.find("format");
    if (!format || !format->isString())
        return namedType("String");
    static const std::map<std::string, const char*, std::less<>> kFormats{
        {"date", "datetime"}, {"date-time", "datetime"}, {"duration", "duration"},
        {"ipv4", "ipaddr"},   {"ipv6", "ipaddr"},        {"decimal", "decimal"}};
    const auto known = kFormats.find(format->text);
    if (known != kFormats.end())
        return namedType(known->second);
    lose(place, fmt::format("the format \"{}\" is not checked", format->text));
    return namedType("String");
}

SchemaType TypeBuilder::numberType(const char* opaqueName, const Place& place)
{
    if (!m_options.numbersAsDecimal) {
        lose(place, "a number has no Cedar type; policies cannot read it");
        return opaque(opaqueName);
    }
    lose(place, "a number keeps four decimals only");
    return namedType("decimal");
}

SchemaType TypeBuilder::arrayType(const JsonValue& schema, const Place& place)
{
    const JsonValue* tuple = schema.find("prefixItems");
    const JsonValue* items = schema.find("items");
    if (!tuple && items && items->isArray())
        tuple = items; // before draft 2020-12
    if (tuple && tuple->isArray()) {
        std::vector<SchemaAttribute> members;
        for (std::size_t i = 0; i < tuple->items.size(); ++i) {
            Place below = place;
            below.scope.push_back(place.name);
            below.name = fmt::format("Proj{}", i);
            below.pointer = fmt::format("{}/prefixItems/{}", place.pointer, i);
            members.push_back(
                attribute(fmt::format("proj{}", i), typeOf(tuple->items[i], below), true));
        }
        return recordType(std::move(members));
    }
    Place below = place;
    below.pointer = pointerTo(place.pointer, "items");
    if (!items || items->isBool()) {
        lose(place, "the elements of the array have no type");
        return setOf(opaque("Unknown"));
    }
    return setOf(typeOf(*items, below));
}

SchemaType TypeBuilder::objectType(const JsonValue& schema, const Place& place)
{
    Place below = place;
    below.scope.push_back(place.name);
    if (m_options.objectsAsRecords) {
        if (const JsonValue* more = schema.find("additionalProperties"); more && more->isObject())
            lose(place, "further members (`additionalProperties`) are not in the record");
        return recordType(attributesOf(schema, below));
    }
    std::vector<SchemaAttribute> attributes = attributesOf(schema, below);
    std::optional<SchemaType> tags = tagsOf(schema, below);
    MadeEntity& entity = addEntity(place);
    entity.attributes = std::move(attributes);
    entity.tags = std::move(tags);
    return namedType(fullName(entity.scope, entity.name));
}

std::vector<SchemaAttribute> TypeBuilder::attributesOf(const JsonValue& schema, const Place& place)
{
    std::vector<SchemaAttribute> attributes;
    const JsonValue* properties = schema.find("properties");
    if (!properties || !properties->isObject())
        return attributes;
    for (const JsonMember& member : properties->members) {
        const Place below{place.scope, identifierFor(member.key),
                          pointerTo(place.pointer + "/properties", member.key)};
        attributes.push_back(
            attribute(member.key, typeOf(member.value, below), isRequired(schema, member.key)));
    }
    std::sort(attributes.begin(), attributes.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return attributes;
}

std::optional<SchemaType> TypeBuilder::tagsOf(const JsonValue& schema, const Place& place)
{
    const JsonValue* more = schema.find("additionalProperties");
    if (!more || !more->isObject())
        return std::nullopt;
    return typeOf(*more, {place.scope, "Tag", place.pointer + "/additionalProperties"});
}

SchemaType TypeBuilder::unionOf(const std::vector<const JsonValue*>& choices, const Place& place,
                                const std::string& keyword)
{
    std::vector<SchemaAttribute> members;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        Place below = place;
        below.scope.push_back(place.name);
        below.name = fmt::format("TypeChoice{}", i);
        below.pointer = fmt::format("{}/{}/{}", place.pointer, keyword, i);
        members.push_back(
            attribute(fmt::format("typeChoice{}", i), typeOf(*choices[i], below), false));
    }
    std::sort(members.begin(), members.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return recordType(std::move(members));
}

SchemaType TypeBuilder::typeList(const JsonValue& schema, const JsonValue& types,
                                 const Place& place)
{
    std::vector<SchemaAttribute> members;
    for (std::size_t i = 0; i < types.items.size(); ++i) {
        Place below = place;
        below.scope.push_back(place.name);
        below.name = fmt::format("TypeChoice{}", i);
        members.push_back(attribute(fmt::format("typeChoice{}", i),
                                    typeNamed(types.items[i].text, schema, below), false));
    }
    return recordType(std::move(members));
}

SchemaType TypeBuilder::enumeration(const JsonValue& values, const Place& place)
{
    std::vector<std::string> ids;
    for (const JsonValue& item : values.items)
        ids.push_back(item.text);
    MadeEntity& entity = addEntity(place);
    entity.enumIds = std::move(ids);
    return namedType(fullName(entity.scope, entity.name));
}

SchemaType TypeBuilder::reference(const JsonValue& target, const Place& place)
{
    const auto known = m_definitions.find(target.text);
    if (known != m_definitions.end())
        return namedType(known->second);
    // Records are written in place; a definition that contains itself cannot be.
    const auto parts = split(target.text, '/');
    const JsonValue* found = parts[0] == "#" ? m_root : nullptr;
    for (std::size_t i = 1; found && i < parts.size(); ++i)
        found = found->find(parts[i]);
    if (!found) {
        lose(place, fmt::format("the reference {} leads nowhere", target.text));
        return opaque("Unknown");
    }
    if (!m_expanding.insert(target.text).second) {
        lose(place, fmt::format("{} contains itself, which a record cannot", target.text));
        return opaque("Unknown");
    }
    SchemaType type = typeOf(*found, place);
    m_expanding.erase(target.text);
    return type;
}

SchemaType TypeBuilder::opaque(const std::string& name)
{
    m_made.opaque.insert(name);
    return namedType(fullName({}, name));
}

MadeEntity& TypeBuilder::addEntity(const Place& place)
{
    MadeEntity entity;
    entity.scope = place.scope;
    entity.name = place.name;
    const auto taken = [&] {
        return std::any_of(m_made.entities.begin(), m_made.entities.end(), [&](const auto& other) {
            return other.scope == entity.scope && other.name == entity.name;
        });
    };
    for (int n = 2; taken(); ++n)
        entity.name = fmt::format("{}_{}", place.name, n);
    m_made.entities.push_back(std::move(entity));
    return m_made.entities.back();
}

void TypeBuilder::lose(const Place& place, std::string what)
{
    m_made.losses.push_back({m_tool, place.pointer, std::move(what)});
}

void TypeBuilder::noteLosses(const JsonValue& schema, const Place& place)
{
    // JSON Schema 2020-12: constraints and applicators that Cedar's types cannot say.
    static constexpr std::array kKeywords{"minimum",
                                          "maximum",
                                          "exclusiveMinimum",
                                          "exclusiveMaximum",
                                          "multipleOf",
                                          "minLength",
                                          "maxLength",
                                          "pattern",
                                          "minItems",
                                          "maxItems",
                                          "uniqueItems",
                                          "contains",
                                          "minContains",
                                          "maxContains",
                                          "minProperties",
                                          "maxProperties",
                                          "propertyNames",
                                          "patternProperties",
                                          "dependentRequired",
                                          "dependentSchemas",
                                          "dependencies",
                                          "not",
                                          "if",
                                          "then",
                                          "else",
                                          "allOf",
                                          "const",
                                          "unevaluatedProperties",
                                          "unevaluatedItems",
                                          "additionalItems",
                                          "$dynamicRef",
                                          "contentEncoding",
                                          "contentMediaType",
                                          "contentSchema",
                                          "nullable"};
    for (const char* keyword : kKeywords) {
        if (schema.find(keyword))
            lose(place, fmt::format("`{}` is not checked", keyword));
    }
    const bool typed = schema.find("type") || schema.find("$ref");
    for (const char* keyword : {"anyOf", "oneOf"}) {
        if (typed && schema.find(keyword))
            lose(place, fmt::format("`{}` beside a type is not checked", keyword));
    }
}

} // namespace remit::mcp
