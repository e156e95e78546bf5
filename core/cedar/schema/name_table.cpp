// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/name_table.h"

#include "core/base/text.h"
#include "core/cedar/schema/lexer.h"
#include "core/cedar/schema/schema.h"

#include <array>

namespace remit::cedar {
namespace {

constexpr std::string_view kBuiltinSpace = "__cedar::";
constexpr int kSuggestionsPerSchema = 40;

/// Basenames that no common type may have: the words of the JSON format.
bool isReservedCommonName(std::string_view name)
{
    static constexpr std::array<std::string_view, 8> kReserved{
        "Bool", "Boolean", "Entity", "Extension", "Long", "Record", "Set", "String"};
    for (const std::string_view reserved : kReserved) {
        if (name == reserved)
            return true;
    }
    return false;
}

EntityUid actionUid(std::string_view space, const std::string& id)
{
    return {qualified(space, kActionTypeName), id};
}

} // namespace

std::string qualified(std::string_view space, std::string_view name)
{
    std::string full(space);
    if (!full.empty())
        full += "::";
    full += name;
    return full;
}

bool isBuiltinType(std::string_view name)
{
    return name == "Bool" || name == "Long" || name == "String" || extensionTypeOf(name);
}

NameTable::NameTable(std::span<const SchemaDocument> documents, Diagnostics& diagnostics)
    : m_documents(documents), m_diagnostics(diagnostics)
{
    for (std::size_t i = 0; i < documents.size(); ++i)
        declare(i);
    checkShadowing();
    checkBuiltins();
}

void NameTable::declare(std::size_t index)
{
    for (const SchemaNamespace& space : m_documents[index].namespaces) {
        declareCommon(index, space);
        declareEntities(index, space);
        declareActions(index, space);
    }
}

template <class Map, class Key, class Declaration>
void NameTable::put(Map& map, const Key& key, Declared<Declaration> declared,
                    const std::string& shownName)
{
    const auto [entry, isNew] = map.try_emplace(key, declared);
    if (isNew)
        return;
    report(declared.document, declared.name, "schema/duplicate-declaration",
           "`" + shown(shownName) + "` is declared twice", "Remove or rename one of them.")
        .related.push_back(
            {m_documents[entry->second.document].file, entry->second.name, "first declared here"});
}

void NameTable::declareCommon(std::size_t index, const SchemaNamespace& space)
{
    for (const CommonDeclaration& common : space.commonTypes) {
        if (isReservedCommonName(common.name.text))
            report(index, common.name.span, "schema/reserved-name",
                   "`" + common.name.text + "` cannot name a common type",
                   "It is a word of the schema formats; choose another name.");
        put(m_commons, qualified(space.name.text, common.name.text),
            Declared<CommonDeclaration>{&common, &space, index, common.name.span},
            common.name.text);
    }
}

void NameTable::declareEntities(std::size_t index, const SchemaNamespace& space)
{
    for (const EntityDeclaration& entity : space.entities) {
        for (const SchemaName& name : entity.names) {
            if (name.text == kActionTypeName)
                report(index, name.span, "schema/entity-type-action",
                       "no entity type may be called `Action`",
                       "Cedar makes the type of the actions itself; declare `action …`.");
            put(m_entities, qualified(space.name.text, name.text),
                Declared<EntityDeclaration>{&entity, &space, index, name.span}, name.text);
        }
    }
}

void NameTable::declareActions(std::size_t index, const SchemaNamespace& space)
{
    for (const ActionDeclaration& action : space.actions) {
        for (const SchemaId& id : action.names)
            put(m_actions, actionUid(space.name.text, id.text),
                Declared<ActionDeclaration>{&action, &space, index, id.span}, id.text);
    }
}

/// Nothing in a namespace may carry the name of something outside of all namespaces (RFC 70).
void NameTable::checkShadowing()
{
    for (const auto& [name, declared] : m_commons)
        checkTypeShadowing(name, declared.document, declared.name);
    for (const auto& [name, declared] : m_entities)
        checkTypeShadowing(name, declared.document, declared.name);
    for (const auto& [uid, declared] : m_actions) {
        if (declared.space->name.text.empty())
            continue;
        const auto outer = m_actions.find(actionUid({}, uid.id));
        if (outer == m_actions.end())
            continue;
        report(declared.document, declared.name, "schema/shadows",
               "`" + toText(uid) + "` shadows the action `" + toText(outer->first) + "`",
               "Rename one of them, or move the outer one into a namespace.")
            .related.push_back({m_documents[outer->second.document].file, outer->second.name,
                                "the one that is shadowed"});
    }
}

void NameTable::checkTypeShadowing(const std::string& name, std::size_t document, Span span)
{
    if (namespaceOf(name).empty())
        return;
    const std::string_view base = baseName(name);
    Related related;
    if (const auto common = m_commons.find(base); common != m_commons.end())
        related = {m_documents[common->second.document].file, common->second.name, {}};
    else if (const auto entity = m_entities.find(base); entity != m_entities.end())
        related = {m_documents[entity->second.document].file, entity->second.name, {}};
    else
        return;
    related.message = "the one that is shadowed";
    report(document, span, "schema/shadows",
           "`" + name + "` shadows the type `" + std::string(base) + "`",
           "Rename one of them, or move the outer one into a namespace.")
        .related.push_back(std::move(related));
}

void NameTable::checkBuiltins()
{
    const auto warn = [&](const std::string& name, std::size_t document, Span span) {
        const std::string base(baseName(name));
        if (isBuiltinType(base))
            report(document, span, "schema/shadows-builtin",
                   "`" + base + "` hides the built-in type of that name",
                   "Write `__cedar::" + base + "` where the built-in type is meant.",
                   Severity::Warning);
    };
    for (const auto& [name, declared] : m_commons) {
        warn(name, declared.document, declared.name);
        const auto entity = m_entities.find(name);
        if (entity != m_entities.end())
            report(declared.document, declared.name, "schema/shadows-entity-type",
                   "the common type `" + name + "` hides the entity type of that name",
                   "Rename one of them: attributes can no longer name the entity type.",
                   Severity::Warning)
                .related.push_back({m_documents[entity->second.document].file, entity->second.name,
                                    "the entity type"});
    }
    for (const auto& [name, declared] : m_entities)
        warn(name, declared.document, declared.name);
}

std::optional<NameTable::Found> NameTable::resolve(std::string_view name, std::string_view space,
                                                   Wanted wanted) const
{
    const auto look = [&](const std::string& full) -> std::optional<Found> {
        if (wanted != Wanted::Entity && m_commons.contains(full))
            return Found{Kind::Common, full};
        if (wanted == Wanted::Common)
            return std::nullopt;
        const bool isActionType = wanted == Wanted::Any && isActionTypeName(full) &&
                                  m_actions.lower_bound({full, ""}) != m_actions.end() &&
                                  m_actions.lower_bound({full, ""})->first.type == full;
        if (isActionType || m_entities.contains(full))
            return Found{Kind::Entity, full};
        return std::nullopt;
    };
    if (name.substr(0, kBuiltinSpace.size()) == kBuiltinSpace) {
        const std::string_view builtin = name.substr(kBuiltinSpace.size());
        if (wanted != Wanted::Entity && isBuiltinType(builtin))
            return Found{Kind::Builtin, std::string(builtin)};
        return std::nullopt;
    }
    if (name.find("::") != std::string_view::npos)
        return look(std::string(name));
    if (!space.empty()) {
        if (auto found = look(qualified(space, name)))
            return found;
    }
    if (auto found = look(std::string(name)))
        return found;
    if (wanted != Wanted::Entity && isBuiltinType(name))
        return Found{Kind::Builtin, std::string(name)};
    return std::nullopt;
}

std::optional<EntityUid> NameTable::resolveAction(const ActionReference& reference,
                                                  std::string_view space) const
{
    const std::string type = reference.type ? reference.type->text : std::string(kActionTypeName);
    const bool isQualified = type.find("::") != std::string::npos;
    if (!isQualified && !space.empty()) {
        EntityUid uid{qualified(space, type), reference.id.text};
        if (m_actions.contains(uid))
            return uid;
    }
    EntityUid uid{type, reference.id.text};
    if (m_actions.contains(uid))
        return uid;
    return std::nullopt;
}

std::string NameTable::suggestion(std::string_view written, Wanted wanted) const
{
    if (++m_suggestions > kSuggestionsPerSchema)
        return {};
    std::vector<std::string> names;
    if (wanted != Wanted::Entity) {
        for (const auto& [name, declared] : m_commons)
            names.push_back(name);
        names.insert(names.end(), {"Bool", "Long", "String", "decimal", "ipaddr", "datetime",
                                   "duration", "Set<…>"});
    }
    if (wanted != Wanted::Common) {
        for (const auto& [name, declared] : m_entities)
            names.push_back(name);
    }
    if (written == "Boolean" && wanted != Wanted::Entity)
        return "Did you mean `Bool`?";
    const auto meant = nearest(written, names);
    return meant ? "Did you mean `" + *meant + "`?" : std::string();
}

Diagnostic& NameTable::report(std::size_t document, Span span, std::string code,
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
