// SPDX-License-Identifier: Apache-2.0
#include "core/mcp/schema_generator.h"

#include "core/mcp/deduplicate.h"
#include "core/mcp/fact_types.h"
#include "core/mcp/stub.h"
#include "core/mcp/type_builder.h"

#include <algorithm>
#include <map>

namespace remit::mcp {

using cedar::SchemaAttribute;
using cedar::SchemaType;

namespace {

SchemaType copy(const SchemaType& type)
{
    SchemaType result;
    result.form = type.form;
    result.name = type.name;
    if (type.element)
        result.element = std::make_unique<SchemaType>(copy(*type.element));
    for (const SchemaAttribute& attribute : type.attributes) {
        SchemaAttribute member;
        member.name = attribute.name;
        member.required = attribute.required;
        member.type = copy(attribute.type);
        member.annotations = attribute.annotations;
        result.attributes.push_back(std::move(member));
    }
    return result;
}

SchemaAttribute member(std::string name, std::string type, bool required)
{
    SchemaAttribute attribute;
    attribute.name = std::move(name);
    attribute.type = namedType(std::move(type));
    attribute.required = required;
    return attribute;
}

void sortByName(std::vector<SchemaAttribute>& attributes)
{
    std::stable_sort(attributes.begin(), attributes.end(),
                     [](const auto& a, const auto& b) { return a.name < b.name; });
}

/// Puts the pieces together: the stub's declarations, the types made from the tools, the actions.
class Assembly {
public:
    Assembly(const Stub& stub, const GeneratorOptions& options) : m_stub(stub), m_options(options)
    {
        m_space.name.text = stub.base;
    }

    cedar::SchemaDocument build(const std::vector<ToolDeclaration>& tools)
    {
        copyStub();
        if (m_options.facts)
            addFacts();
        for (const ToolDeclaration& tool : tools)
            addTool(tool);
        for (const std::string& name : m_made.opaque)
            addOpaque(name);
        renameTypes();
        return document();
    }

    [[nodiscard]] std::vector<Loss> takeLosses() { return std::move(m_made.losses); }

private:
    void copyStub()
    {
        const auto kept = [&](const cedar::Annotations& annotations) {
            return m_options.eraseAnnotations ? cedar::Annotations{} : annotations;
        };
        for (const auto& declaration : m_stub.declarations->commonTypes) {
            auto& type = m_space.commonTypes.emplace_back();
            type.name = declaration.name;
            type.type = copy(declaration.type);
            type.annotations = kept(declaration.annotations);
        }
        for (const auto& declaration : m_stub.declarations->entities) {
            auto& entity = m_space.entities.emplace_back();
            entity.names = declaration.names;
            entity.memberOf = declaration.memberOf;
            if (declaration.shape)
                entity.shape = copy(*declaration.shape);
            if (declaration.tags)
                entity.tags = copy(*declaration.tags);
            entity.enumIds = declaration.enumIds;
            entity.annotations = kept(declaration.annotations);
        }
        for (const auto& declaration : m_stub.declarations->actions) {
            auto& action = m_space.actions.emplace_back();
            action.names = declaration.names;
            action.memberOf = declaration.memberOf;
            action.listsParents = declaration.listsParents;
            action.annotations = kept(declaration.annotations);
            if (!declaration.appliesTo)
                continue;
            action.appliesTo = cedar::AppliesTo{declaration.appliesTo->principals,
                                                declaration.appliesTo->resources,
                                                std::nullopt,
                                                {}};
            if (declaration.appliesTo->context)
                action.appliesTo->context = copy(*declaration.appliesTo->context);
        }
    }

    [[nodiscard]] bool declaresEntity(const std::string& name) const
    {
        return std::any_of(
            m_space.entities.begin(), m_space.entities.end(), [&](const auto& entity) {
                return std::any_of(entity.names.begin(), entity.names.end(),
                                   [&](const auto& each) { return each.text == name; });
            });
    }

    void addEntity(const std::string& name)
    {
        if (!declaresEntity(name))
            m_space.entities.emplace_back().names.push_back({name, {}});
    }

    void addFacts()
    {
        for (auto& type : factTypes())
            m_space.commonTypes.push_back(std::move(type));
        for (const std::string& name : m_options.principalTypes)
            addEntity(name);
    }

    void addOpaque(const std::string& name) { addEntity(name); }

    void addCommon(const std::string& name, SchemaType type)
    {
        auto& declaration = m_space.commonTypes.emplace_back();
        declaration.name.text = name;
        declaration.type = std::move(type);
    }

    void addTool(const ToolDeclaration& tool)
    {
        TypeBuilder builder(tool.name, m_stub.base, m_options, m_made);
        const std::string stem = uniqueStem(identifierFor(tool.name));
        SchemaType input = builder.record(tool.inputSchema, "Input");
        std::vector<SchemaAttribute> context;
        if (m_options.facts) {
            m_space.commonTypes.push_back(provenanceType(stem + "Provenance", input.attributes));
            context = factMembers(stem + "Provenance");
        }
        for (const auto& [name, type] : m_stub.contexts) {
            std::erase_if(context,
                          [&called = name](const auto& fact) { return fact.name == called; });
            context.push_back(member(name, type, true));
        }
        context.push_back(member("input", stem + "Input", true));
        addCommon(stem + "Input", std::move(input));
        if (m_options.includeOutputs && tool.outputSchema) {
            addCommon(stem + "Output", builder.record(*tool.outputSchema, "Output"));
            context.push_back(member("output", stem + "Output", false));
        }
        sortByName(context);
        addAction(tool.name, std::move(context));
    }

    std::string uniqueStem(const std::string& wanted)
    {
        std::string stem = wanted;
        for (int n = 2; !m_stems.insert(stem).second; ++n)
            stem = wanted + '_' + std::to_string(n);
        return stem;
    }

    void addAction(const std::string& name, std::vector<SchemaAttribute> context)
    {
        auto& action = m_space.actions.emplace_back();
        action.names.push_back({name, {}});
        for (const std::string& parent : m_stub.parents) {
            cedar::ActionReference reference;
            reference.id.text = parent;
            action.memberOf.push_back(std::move(reference));
        }
        cedar::AppliesTo applies;
        std::vector<std::string> principals = m_stub.principals;
        if (m_options.facts)
            principals.insert(principals.end(), m_options.principalTypes.begin(),
                              m_options.principalTypes.end());
        std::sort(principals.begin(), principals.end());
        principals.erase(std::unique(principals.begin(), principals.end()), principals.end());
        for (const std::string& type : principals)
            applies.principals.push_back({type, {}});
        for (const std::string& type : m_stub.resources)
            applies.resources.push_back({type, {}});
        applies.context.emplace();
        applies.context->form = SchemaType::Form::Record;
        applies.context->attributes = std::move(context);
        action.appliesTo = std::move(applies);
    }

    [[nodiscard]] std::set<std::string> declaredNames() const
    {
        std::set<std::string> names;
        for (const auto& entity : m_space.entities) {
            for (const auto& name : entity.names)
                names.insert(fullName(m_stub.base, {}, name.text));
        }
        for (const auto& type : m_space.commonTypes)
            names.insert(fullName(m_stub.base, {}, type.name.text));
        return names;
    }

    void renameTypes()
    {
        if (m_options.deduplicateEntityTypes)
            apply(deduplicate(m_made.entities, m_stub.base, declaredNames()));
        if (m_options.flattenNamespaces)
            apply(flatten(m_made.entities, m_made.commonTypes, m_stub.base));
    }

    void apply(const Renames& renames)
    {
        for (auto& type : m_space.commonTypes)
            rename(type.type, renames);
        for (auto& type : m_made.commonTypes)
            rename(type.type, renames);
        for (auto& entity : m_made.entities) {
            for (auto& attribute : entity.attributes)
                rename(attribute.type, renames);
            if (entity.tags)
                rename(*entity.tags, renames);
        }
    }

    static cedar::EntityDeclaration declarationOf(MadeEntity& made)
    {
        cedar::EntityDeclaration entity;
        entity.names.push_back({made.name, {}});
        if (!made.enumIds.empty()) {
            entity.enumIds.emplace();
            for (const std::string& id : made.enumIds)
                entity.enumIds->push_back({id, {}});
        }
        if (!made.attributes.empty()) {
            entity.shape.emplace();
            entity.shape->form = SchemaType::Form::Record;
            entity.shape->attributes = std::move(made.attributes);
        }
        entity.tags = std::move(made.tags);
        return entity;
    }

    cedar::SchemaDocument document()
    {
        std::map<std::string, cedar::SchemaNamespace> spaces;
        spaces[m_stub.base] = std::move(m_space);
        const auto spaceOf = [&](const Path& scope) -> cedar::SchemaNamespace& {
            std::string name = m_stub.base;
            for (const std::string& part : scope)
                name += (name.empty() ? "" : "::") + part;
            cedar::SchemaNamespace& space = spaces[name];
            space.name.text = name;
            return space;
        };
        for (MadeEntity& made : m_made.entities)
            spaceOf(made.scope).entities.push_back(declarationOf(made));
        for (MadeCommonType& made : m_made.commonTypes) {
            auto& declaration = spaceOf(made.scope).commonTypes.emplace_back();
            declaration.name.text = made.name;
            declaration.type = std::move(made.type);
        }
        cedar::SchemaDocument result;
        for (auto& [name, space] : spaces) {
            sortDeclarations(space);
            result.namespaces.push_back(std::move(space));
        }
        return result;
    }

    static void sortDeclarations(cedar::SchemaNamespace& space)
    {
        const auto byFirstName = [](const auto& a, const auto& b) {
            return a.names.front().text < b.names.front().text;
        };
        std::stable_sort(space.entities.begin(), space.entities.end(), byFirstName);
        std::stable_sort(space.actions.begin(), space.actions.end(), byFirstName);
        std::stable_sort(space.commonTypes.begin(), space.commonTypes.end(),
                         [](const auto& a, const auto& b) { return a.name.text < b.name.text; });
    }

    const Stub& m_stub;
    const GeneratorOptions& m_options;
    cedar::SchemaNamespace m_space;
    MadeTypes m_made;
    std::set<std::string> m_stems;
};

} // namespace

GeneratedSchema generateSchema(const std::vector<ToolDeclaration>& tools,
                               const cedar::SchemaDocument& stub, const GeneratorOptions& options)
{
    GeneratedSchema result;
    const auto shared = readStub(stub, result.diagnostics);
    if (!shared)
        return result;
    Assembly assembly(*shared, options);
    result.document = assembly.build(tools);
    result.losses = assembly.takeLosses();
    return result;
}

} // namespace remit::mcp
