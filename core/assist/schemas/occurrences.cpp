// SPDX-License-Identifier: Apache-2.0
#include "core/assist/symbol.h"
#include "core/assist/uid_spans.h"

namespace remit::assist {
namespace {

using namespace cedar;

/// Walks over one schema document.
class SchemaOccurrences {
public:
    SchemaOccurrences(const Model& model, const ModelFile& file, std::vector<Occurrence>& found)
        : m_names(*model.schemaSet().names), m_file(file), m_found(found)
    {}

    void run()
    {
        for (const SchemaNamespace& space : m_file.schema->namespaces) {
            m_space = space.name.text;
            for (const CommonDeclaration& common : space.commonTypes) {
                declare(Symbol::Kind::CommonType, qualified(m_space, common.name.text),
                        common.name.span, common.span);
                type(common.type);
            }
            for (const EntityDeclaration& entity : space.entities)
                declaredEntity(entity);
            for (const ActionDeclaration& action : space.actions)
                declaredAction(action);
        }
    }

private:
    [[nodiscard]] bool isJson() const { return m_file.schema->format == SchemaFormat::Json; }

    void add(Symbol symbol, Span span, Span whole, Spelling spelling, bool declaration = false)
    {
        if (span.end <= m_file.text().size())
            m_found.push_back({std::move(symbol), span, whole, spelling, declaration});
    }

    /// A name of a declaration; in JSON it stands in quotes.
    void declare(Symbol::Kind kind, std::string name, Span span, Span whole)
    {
        add({kind, std::move(name), {}, {}, {}}, lastPart(m_file.text(), span), whole,
            isJson() ? Spelling::JsonString : Spelling::Name, true);
    }

    void name(const SchemaName& written, NameTable::Wanted wanted)
    {
        const auto reached = m_names.resolve(written.text, m_space, wanted);
        if (!reached || reached->kind == NameTable::Kind::Builtin)
            return;
        const bool common = reached->kind == NameTable::Kind::Common;
        add({common ? Symbol::Kind::CommonType : Symbol::Kind::EntityType,
             reached->name,
             {},
             {},
             {}},
            lastPart(m_file.text(), written.span), written.span,
            isJson() ? Spelling::JsonString : Spelling::Name);
    }

    void type(const SchemaType& written)
    {
        switch (written.form) {
        case SchemaType::Form::Name:
            return name(written.name, NameTable::Wanted::Any);
        case SchemaType::Form::Common:
            return name(written.name, NameTable::Wanted::Common);
        case SchemaType::Form::Entity:
            return name(written.name, NameTable::Wanted::Entity);
        case SchemaType::Form::Set:
            if (written.element)
                type(*written.element);
            return;
        case SchemaType::Form::Record:
            for (const SchemaAttribute& attribute : written.attributes) {
                const Symbol symbol{Symbol::Kind::Attribute,
                                    attribute.name,
                                    {},
                                    m_file.source.path,
                                    attribute.nameSpan};
                id(symbol, attribute.nameSpan, attribute.span, true);
                type(attribute.type);
            }
            return;
        default:
            return;
        }
    }

    /// An id or attribute name: in text an identifier or a string with its quotes.
    void id(const Symbol& symbol, Span span, Span whole, bool declaration)
    {
        const bool quoted = span.size() >= 2 && m_file.text()[span.begin] == '"';
        if (isJson())
            add(symbol, quoted ? Span{span.begin + 1, span.end - 1} : span, whole,
                Spelling::JsonString, declaration);
        else
            add(symbol, span, whole, Spelling::SchemaId, declaration);
    }

    void declaredEntity(const EntityDeclaration& entity)
    {
        for (const SchemaName& written : entity.names)
            declare(Symbol::Kind::EntityType, qualified(m_space, written.text), written.span,
                    entity.span);
        for (const SchemaName& parent : entity.memberOf)
            name(parent, NameTable::Wanted::Entity);
        if (entity.shape)
            type(*entity.shape);
        if (entity.tags)
            type(*entity.tags);
        for (std::size_t at = 0; entity.enumIds && at < entity.enumIds->size(); ++at) {
            const SchemaId& value = (*entity.enumIds)[at];
            for (const SchemaName& owner : entity.names)
                id({Symbol::Kind::Entity, value.text, qualified(m_space, owner.text), {}, {}},
                   value.span, value.span, true);
        }
    }

    void declaredAction(const ActionDeclaration& action)
    {
        for (const SchemaId& written : action.names)
            id({Symbol::Kind::Action, written.text, qualified(m_space, kActionTypeName), {}, {}},
               written.span, action.span, true);
        for (const ActionReference& parent : action.memberOf) {
            if (const auto uid = m_names.resolveAction(parent, m_space))
                id({Symbol::Kind::Action, uid->id, uid->type, {}, {}}, parent.id.span, parent.span,
                   false);
        }
        if (!action.appliesTo)
            return;
        for (const auto* list : {&action.appliesTo->principals, &action.appliesTo->resources}) {
            for (const SchemaName& written : *list)
                name(written, NameTable::Wanted::Entity);
        }
        if (action.appliesTo->context)
            type(*action.appliesTo->context);
    }

    const NameTable& m_names;
    const ModelFile& m_file;
    std::vector<Occurrence>& m_found;
    std::string m_space;
};

} // namespace

void addSchemaOccurrences(const Model& model, const ModelFile& file, std::vector<Occurrence>& found)
{
    SchemaOccurrences(model, file, found).run();
}

} // namespace remit::assist
