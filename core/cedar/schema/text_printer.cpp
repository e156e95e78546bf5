// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/schema/lexer.h"
#include "core/cedar/schema/name_table.h"
#include "core/cedar/schema/printer.h"
#include "core/cedar/schema/schema.h"

#include <algorithm>
#include <map>

namespace remit::cedar {
namespace {

/// Prints in Cedar's own layout: the empty namespace first, then by name; in each, common types,
/// entity types, actions, each sorted, one declaration a name.
class TextPrinter {
public:
    TextPrinter(const SchemaDocument& document, const NameTable& names)
        : m_document(document), m_names(names)
    {}

    Result<std::string> print()
    {
        std::map<std::string, const SchemaNamespace*> spaces;
        for (const SchemaNamespace& space : m_document.namespaces)
            spaces[space.name.text] = &space;
        for (const auto& [name, space] : spaces)
            printNamespace(*space);
        if (m_trouble)
            return tl::unexpected<Error>(*m_trouble);
        return std::move(m_text);
    }

private:
    void printNamespace(const SchemaNamespace& space)
    {
        m_space = space.name.text;
        if (!m_space.empty()) {
            separate();
            annotations(space.annotations);
            m_text += "namespace " + m_space + " {\n";
            ++m_depth;
            m_first = true;
        }
        printCommons(space);
        printEntities(space);
        printActions(space);
        if (!m_space.empty()) {
            --m_depth;
            m_text += "}\n";
            m_first = false;
        }
    }

    void printCommons(const SchemaNamespace& space)
    {
        std::map<std::string, const CommonDeclaration*> sorted;
        for (const CommonDeclaration& common : space.commonTypes)
            sorted[common.name.text] = &common;
        for (const auto& [name, common] : sorted) {
            separate();
            annotations(common->annotations);
            m_text += indent() + "type " + name + " = ";
            type(common->type);
            m_text += ";\n";
        }
    }

    void printEntities(const SchemaNamespace& space)
    {
        std::map<std::string, const EntityDeclaration*> sorted;
        for (const EntityDeclaration& entity : space.entities) {
            for (const SchemaName& name : entity.names)
                sorted[name.text] = &entity;
        }
        for (const auto& [name, entity] : sorted) {
            separate();
            annotations(entity->annotations);
            m_text += indent() + "entity " + name;
            printEntity(name, *entity);
            m_text += ";\n";
        }
    }

    void printEntity(const std::string& name, const EntityDeclaration& entity)
    {
        if (entity.enumIds) {
            m_text += " enum [";
            for (const SchemaId& id : *entity.enumIds)
                m_text += (&id == entity.enumIds->data() ? "" : ", ") + cedarQuoted(id.text);
            m_text += "]";
        }
        if (!entity.memberOf.empty())
            m_text += " in " + list(entity.memberOf);
        if (entity.shape && entity.shape->form != SchemaType::Form::Record) {
            fail("the shape of the entity type `" + name + "` is not written out as a record",
                 "The text format has no name there: write the record out in the JSON first.");
        } else if (entity.shape && !entity.shape->attributes.empty()) {
            m_text += " = ";
            type(*entity.shape);
        }
        if (entity.tags) {
            m_text += " tags ";
            type(*entity.tags);
        }
    }

    void printActions(const SchemaNamespace& space)
    {
        std::map<std::string, const ActionDeclaration*> sorted;
        for (const ActionDeclaration& action : space.actions) {
            for (const SchemaId& id : action.names)
                sorted[id.text] = &action;
        }
        for (const auto& [name, action] : sorted) {
            separate();
            annotations(action->annotations);
            m_text += indent() + "action " + cedarQuoted(name);
            printAction(*action);
            m_text += ";\n";
        }
    }

    void printAction(const ActionDeclaration& action)
    {
        for (const ActionReference& parent : action.memberOf) {
            m_text += &parent == action.memberOf.data() ? " in [" : ", ";
            m_text += (parent.type ? parent.type->text : std::string(kActionTypeName)) +
                      "::" + cedarQuoted(parent.id.text);
        }
        if (!action.memberOf.empty())
            m_text += "]";
        // An empty list applies to nothing, which text says by leaving `appliesTo` out.
        const auto& applies = action.appliesTo;
        if (!applies || applies->principals.empty() || applies->resources.empty())
            return;
        m_text += " appliesTo {\n";
        ++m_depth;
        m_text += indent() + "principal: " + list(applies->principals) + ",\n";
        m_text += indent() + "resource: " + list(applies->resources) + ",\n";
        m_text += indent() + "context: ";
        if (applies->context)
            type(*applies->context);
        else
            m_text += "{}";
        --m_depth;
        m_text += "\n" + indent() + "}";
    }

    void type(const SchemaType& written)
    {
        switch (written.form) {
        case SchemaType::Form::Set:
            m_text += "Set<";
            if (written.element)
                type(*written.element);
            m_text += ">";
            break;
        case SchemaType::Form::Record:
            record(written);
            break;
        case SchemaType::Form::Primitive:
            m_text += "__cedar::" +
                      std::string(written.name.text == "Boolean" ? "Bool" : written.name.text);
            break;
        case SchemaType::Form::Extension:
            m_text += "__cedar::" + written.name.text;
            break;
        case SchemaType::Form::Entity:
            checkEntityName(written.name.text);
            m_text += written.name.text;
            break;
        default:
            m_text += written.name.text;
        }
    }

    void record(const SchemaType& written)
    {
        std::map<std::string, const SchemaAttribute*> sorted;
        for (const SchemaAttribute& attribute : written.attributes)
            sorted[attribute.name] = &attribute;
        if (sorted.empty()) {
            m_text += "{}";
            return;
        }
        m_text += "{\n";
        ++m_depth;
        std::size_t left = sorted.size();
        for (const auto& [name, attribute] : sorted) {
            annotations(attribute->annotations);
            const bool plain = isIdentifierText(name) && !isReservedIdentifier(name);
            m_text += indent() + (plain ? name : cedarQuoted(name));
            m_text += attribute->required ? ": " : "?: ";
            type(attribute->type);
            m_text += --left > 0 ? ",\n" : "\n";
        }
        --m_depth;
        m_text += indent() + "}";
    }

    /// In JSON a name can mean an entity type although a common type of the name is nearer.
    void checkEntityName(const std::string& name)
    {
        const auto nearest = m_names.resolve(name, m_space, NameTable::Wanted::Any);
        const auto meant = m_names.resolve(name, m_space, NameTable::Wanted::Entity);
        if (nearest && meant && nearest->kind != NameTable::Kind::Entity)
            fail("`" + name + "` means the entity type, but in text it would mean the common type",
                 "Rename the common type or the entity type.");
    }

    std::string list(const std::vector<SchemaName>& names) const
    {
        std::string text = "[";
        for (const SchemaName& name : names)
            text += (text.size() > 1 ? ", " : "") + name.text;
        return text + "]";
    }

    void annotations(const Annotations& notes)
    {
        for (const SchemaAnnotation& note : notes) {
            m_text += indent() + "@" + note.key;
            m_text += note.hasValue ? "(" + cedarQuoted(note.value) + ")\n" : "\n";
        }
    }

    void separate()
    {
        if (!m_first)
            m_text += "\n";
        m_first = false;
    }

    [[nodiscard]] std::string indent() const
    {
        return std::string(static_cast<std::size_t>(m_depth) * 2, ' ');
    }

    void fail(std::string message, std::string hint)
    {
        if (!m_trouble)
            m_trouble = Error{ErrorCode::Invalid, std::move(message), std::move(hint)};
    }

    const SchemaDocument& m_document;
    const NameTable& m_names;
    std::string m_space;
    std::string m_text;
    int m_depth = 0;
    bool m_first = true;
    std::optional<Error> m_trouble;
};

} // namespace

Result<std::string> toSchemaText(const SchemaDocument& document)
{
    Diagnostics ignored;
    const NameTable names({&document, 1}, ignored);
    return TextPrinter(document, names).print();
}

} // namespace remit::cedar
