// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/name_table.h"
#include "core/cedar/schema/printer.h"
#include "core/cedar/schema/schema.h"

#include <nlohmann/json.hpp>

namespace remit::cedar {
namespace {

using Json = nlohmann::json;

/// Writes a document as JSON. With names it writes what each name reaches, else the name as
/// written.
class JsonPrinter {
public:
    JsonPrinter(const SchemaDocument& document, const NameTable* names)
        : m_document(document), m_names(names)
    {}

    std::string print()
    {
        Json schema = Json::object();
        for (const SchemaNamespace& space : m_document.namespaces)
            schema[space.name.text] = namespaceJson(space);
        return schema.dump(2);
    }

private:
    Json namespaceJson(const SchemaNamespace& space)
    {
        m_space = space.name.text;
        Json json = {{"entityTypes", Json::object()}, {"actions", Json::object()}};
        for (const CommonDeclaration& common : space.commonTypes) {
            Json type = typeJson(common.type);
            annotate(type, common.annotations);
            json["commonTypes"][common.name.text] = std::move(type);
        }
        for (const EntityDeclaration& entity : space.entities) {
            for (const SchemaName& name : entity.names)
                json["entityTypes"][name.text] = entityJson(entity);
        }
        for (const ActionDeclaration& action : space.actions) {
            for (const SchemaId& id : action.names)
                json["actions"][id.text] = actionJson(action);
        }
        annotate(json, space.annotations);
        return json;
    }

    Json entityJson(const EntityDeclaration& entity)
    {
        Json json = Json::object();
        if (entity.enumIds) {
            json["enum"] = Json::array();
            for (const SchemaId& id : *entity.enumIds)
                json["enum"].push_back(id.text);
        }
        if (!entity.memberOf.empty())
            json["memberOfTypes"] = namesJson(entity.memberOf);
        if (entity.shape && !isEmptyRecord(*entity.shape))
            json["shape"] = typeJson(*entity.shape);
        if (entity.tags)
            json["tags"] = typeJson(*entity.tags);
        annotate(json, entity.annotations);
        return json;
    }

    Json actionJson(const ActionDeclaration& action)
    {
        Json json = Json::object();
        if (!action.memberOf.empty() || action.listsParents)
            json["memberOf"] = Json::array();
        for (const ActionReference& parent : action.memberOf)
            json["memberOf"].push_back(referenceJson(parent));
        // The text format has no action without `appliesTo`: one that names none applies to
        // nothing.
        if (action.appliesTo)
            json["appliesTo"] = appliesToJson(*action.appliesTo);
        else if (m_document.format == SchemaFormat::Text)
            json["appliesTo"] = appliesToJson({});
        annotate(json, action.annotations);
        return json;
    }

    Json appliesToJson(const AppliesTo& applies)
    {
        Json json = {{"principalTypes", namesJson(applies.principals)},
                     {"resourceTypes", namesJson(applies.resources)}};
        if (applies.context && !isEmptyRecord(*applies.context))
            json["context"] = contextJson(*applies.context);
        return json;
    }

    /// A name as a context is a common type, whatever else bears the name.
    Json contextJson(const SchemaType& type)
    {
        if (type.form != SchemaType::Form::Name || m_document.format == SchemaFormat::Json)
            return typeJson(type);
        return {{"type", m_names == nullptr ? type.name.text
                                            : found(type.name.text, NameTable::Wanted::Common)}};
    }

    Json referenceJson(const ActionReference& reference)
    {
        Json json = {{"id", reference.id.text}};
        const auto uid =
            m_names == nullptr ? std::nullopt : m_names->resolveAction(reference, m_space);
        if (uid)
            json["type"] = uid->type;
        else if (reference.type)
            json["type"] = reference.type->text;
        return json;
    }

    Json namesJson(const std::vector<SchemaName>& names)
    {
        Json json = Json::array();
        for (const SchemaName& name : names)
            json.push_back(m_names == nullptr ? name.text
                                              : found(name.text, NameTable::Wanted::Entity));
        return json;
    }

    Json typeJson(const SchemaType& type)
    {
        switch (type.form) {
        case SchemaType::Form::Primitive:
            return {{"type", type.name.text}};
        case SchemaType::Form::Extension:
            return {{"type", "Extension"}, {"name", type.name.text}};
        case SchemaType::Form::Set:
            return {{"type", "Set"}, {"element", type.element ? typeJson(*type.element) : Json()}};
        case SchemaType::Form::Record:
            return recordJson(type);
        case SchemaType::Form::Common:
            return {{"type", m_names == nullptr
                                 ? type.name.text
                                 : found(type.name.text, NameTable::Wanted::Common)}};
        case SchemaType::Form::Entity:
            return {{"type", "Entity"},
                    {"name", m_names == nullptr
                                 ? type.name.text
                                 : found(type.name.text, NameTable::Wanted::Entity)}};
        case SchemaType::Form::Name:
            break;
        }
        return m_names == nullptr ? Json{{"type", "EntityOrCommon"}, {"name", type.name.text}}
                                  : resolvedJson(type.name.text);
    }

    Json recordJson(const SchemaType& type)
    {
        Json attributes = Json::object();
        for (const SchemaAttribute& attribute : type.attributes) {
            Json json = typeJson(attribute.type);
            annotate(json, attribute.annotations);
            if (!attribute.required)
                json["required"] = false;
            attributes[attribute.name] = std::move(json);
        }
        return {{"type", "Record"}, {"attributes", std::move(attributes)}};
    }

    Json resolvedJson(const std::string& name)
    {
        const auto reached = m_names->resolve(name, m_space, NameTable::Wanted::Any);
        if (reached && reached->kind == NameTable::Kind::Entity)
            return {{"type", "Entity"}, {"name", reached->name}};
        if (reached && reached->kind == NameTable::Kind::Common)
            return {{"type", reached->name}};
        return {{"type", name}};
    }

    std::string found(const std::string& name, NameTable::Wanted wanted)
    {
        const auto reached = m_names->resolve(name, m_space, wanted);
        return reached && reached->kind != NameTable::Kind::Builtin ? reached->name : name;
    }

    void annotate(Json& json, const Annotations& annotations) const
    {
        for (const SchemaAnnotation& note : annotations) {
            const bool isNull = !note.hasValue && m_document.format == SchemaFormat::Json;
            json["annotations"][note.key] = isNull ? Json() : Json(note.value);
        }
    }

    static bool isEmptyRecord(const SchemaType& type)
    {
        return type.form == SchemaType::Form::Record && type.attributes.empty();
    }

    const SchemaDocument& m_document;
    const NameTable* m_names;
    std::string m_space;
};

} // namespace

std::string toSchemaJson(const SchemaDocument& document)
{
    return JsonPrinter(document, nullptr).print();
}

Result<std::string> toResolvedSchemaJson(const SchemaDocument& document)
{
    const ResolvedSchema resolved = resolveSchema({&document, 1});
    for (const Diagnostic& diagnostic : resolved.diagnostics) {
        if (diagnostic.severity == Severity::Error)
            return failure(ErrorCode::Invalid, diagnostic.message, diagnostic.help);
    }
    Diagnostics ignored;
    const NameTable names({&document, 1}, ignored);
    return JsonPrinter(document, &names).print();
}

} // namespace remit::cedar
