// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/builder.h"

#include "core/base/text.h"

#include <algorithm>
#include <set>

namespace remit::cedar {
namespace {

template <class T>
void sortUnique(std::vector<T>& items)
{
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
}

} // namespace

SchemaBuilder::SchemaBuilder(std::span<const SchemaDocument> documents, Diagnostics& diagnostics)
    : m_documents(documents)
    , m_diagnostics(diagnostics)
    , m_names(documents, diagnostics)
    , m_schema(std::make_shared<Schema>())
{
    for (const SchemaDocument& document : documents)
        m_files.push_back(std::make_shared<const std::string>(document.file));
}

std::shared_ptr<const Schema> SchemaBuilder::build()
{
    buildCommons();
    for (const auto& [name, declared] : m_names.entities())
        buildEntity(name, declared);
    for (const auto& [uid, declared] : m_names.actions())
        buildAction(uid, declared);
    closeEntityTypes();
    closeActions();
    return m_schema;
}

void SchemaBuilder::buildCommons()
{
    for (const auto& [name, declared] : m_names.commons()) {
        SchemaType use;
        use.name = {name, declared.name};
        const auto resolved = resolveCommon(name, use, declared.document, 0);
        m_schema->m_commonTypes[name] = {
            name, resolved ? resolved->type : Type::record({}), declared.declaration->annotations,
            place(declared.document, declared.name, declared.declaration->span)};
    }
}

void SchemaBuilder::buildEntity(const std::string& name,
                                const Declared<EntityDeclaration>& declared)
{
    const EntityDeclaration& written = *declared.declaration;
    const std::string& space = declared.space->name.text;
    EntityType& type = m_schema->m_entityTypes[name];
    type.name = name;
    for (const SchemaName& parent : written.memberOf) {
        std::string full = entityName(parent, space, declared.document);
        if (!full.empty())
            type.memberOf.push_back(std::move(full));
    }
    sortUnique(type.memberOf);
    type.shape = recordOf(written.shape, space, declared.document, "the shape of an entity type");
    if (written.tags) {
        const auto tags = resolveType(*written.tags, space, declared.document, 0);
        type.tags = tags ? tags->type : nullptr;
    }
    if (written.enumIds) {
        checkEnum(declared);
        type.enumIds.emplace();
        for (const SchemaId& id : *written.enumIds)
            type.enumIds->push_back(id.text);
    }
    type.annotations = written.annotations;
    type.place = place(declared.document, declared.name, written.span);
}

void SchemaBuilder::checkEnum(const Declared<EntityDeclaration>& declared)
{
    if (declared.name != declared.declaration->names.front().span)
        return; // once for `entity A, B enum […]`
    std::map<std::string_view, Span> seen;
    for (const SchemaId& id : *declared.declaration->enumIds) {
        const auto [first, isNew] = seen.try_emplace(id.text, id.span);
        if (isNew)
            continue;
        report(declared.document, id.span, "schema/duplicate-enum-id",
               "the id \"" + shown(id.text) + "\" stands in the enum twice", "Remove one of them.",
               Severity::Warning)
            .related.push_back({m_documents[declared.document].file, first->second, "the first"});
    }
}

void SchemaBuilder::buildAction(const EntityUid& uid, const Declared<ActionDeclaration>& declared)
{
    const ActionDeclaration& written = *declared.declaration;
    const std::string& space = declared.space->name.text;
    Action& action = m_schema->m_actions[uid];
    action.uid = uid;
    m_schema->m_actionTypes.insert(uid.type);
    for (const ActionReference& parent : written.memberOf) {
        if (auto found = m_names.resolveAction(parent, space))
            action.memberOf.push_back(std::move(*found));
        else if (!parent.id.span.empty())
            report(declared.document, parent.span, "schema/unknown-action",
                   "the action `" + shown(parent.id.text) + "` is not declared",
                   "Actions named as parents are declared as actions too.");
    }
    sortUnique(action.memberOf);
    action.context = Type::record({});
    if (written.appliesTo) {
        for (const SchemaName& name : written.appliesTo->principals)
            action.principals.insert(entityName(name, space, declared.document));
        for (const SchemaName& name : written.appliesTo->resources)
            action.resources.insert(entityName(name, space, declared.document));
        action.principals.erase("");
        action.resources.erase("");
        action.context =
            recordOf(written.appliesTo->context, space, declared.document, "a context");
    }
    action.annotations = written.annotations;
    action.place = place(declared.document, declared.name, written.span);
}

Place SchemaBuilder::place(std::size_t document, Span name, Span whole) const
{
    return {m_files[document], name, whole};
}

Diagnostic& SchemaBuilder::report(std::size_t document, Span span, std::string code,
                                  std::string message, std::string help, Severity severity)
{
    Diagnostic& diagnostic = m_diagnostics.emplace_back();
    diagnostic.code = std::move(code);
    diagnostic.severity = severity;
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    diagnostic.file = m_documents[document].file;
    diagnostic.span = span;
    return diagnostic;
}

} // namespace remit::cedar
