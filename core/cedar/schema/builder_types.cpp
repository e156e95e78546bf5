// SPDX-License-Identifier: Apache-2.0
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/cedar/schema/builder.h"

#include <algorithm>

namespace remit::cedar {
namespace {

TypePtr builtin(std::string_view name)
{
    if (name == "Long")
        return Type::integer();
    if (name == "String")
        return Type::string();
    if (const auto extension = extensionTypeOf(name))
        return Type::extensionOf(*extension);
    return Type::boolean();
}

NameTable::Wanted wantedBy(SchemaType::Form form)
{
    if (form == SchemaType::Form::Common)
        return NameTable::Wanted::Common;
    return form == SchemaType::Form::Entity ? NameTable::Wanted::Entity : NameTable::Wanted::Any;
}

const char* wantedText(NameTable::Wanted wanted)
{
    switch (wanted) {
    case NameTable::Wanted::Common:
        return "a common type";
    case NameTable::Wanted::Entity:
        return "an entity type";
    default:
        return "a common or entity type";
    }
}

} // namespace

std::optional<SchemaBuilder::Sized> SchemaBuilder::resolveType(const SchemaType& type,
                                                               std::string_view space,
                                                               std::size_t document, int depth)
{
    if (depth >= limits::kCedarNesting) {
        report(document, type.span, "schema/nesting", "types refer to one another too deeply here",
               "At most " + std::to_string(limits::kCedarNesting) + " levels are followed.");
        return std::nullopt;
    }
    switch (type.form) {
    case SchemaType::Form::Primitive:
        return Sized{builtin(type.name.text == "Boolean" ? "Bool" : type.name.text)};
    case SchemaType::Form::Extension:
        if (extensionTypeOf(type.name.text))
            return Sized{builtin(type.name.text)};
        report(document, type.name.span, "schema/unknown-extension-type",
               "`" + shown(type.name.text) + "` is no extension type",
               "There are `decimal`, `ipaddr`, `datetime` and `duration`.");
        return std::nullopt;
    case SchemaType::Form::Set:
        return resolveSet(type, space, document, depth);
    case SchemaType::Form::Record:
        return resolveRecord(type, space, document, depth);
    default:
        return resolveName(type, space, document, depth);
    }
}

std::optional<SchemaBuilder::Sized> SchemaBuilder::resolveName(const SchemaType& type,
                                                               std::string_view space,
                                                               std::size_t document, int depth)
{
    if (type.name.text.empty())
        return std::nullopt; // the reader has said that it is missing
    const NameTable::Wanted wanted = wantedBy(type.form);
    const auto found = m_names.resolve(type.name.text, space, wanted);
    if (!found) {
        report(document, type.name.span, "schema/unknown-type",
               "`" + shown(type.name.text) + "` is not declared as " + wantedText(wanted),
               m_names.suggestion(type.name.text, wanted));
        return std::nullopt;
    }
    switch (found->kind) {
    case NameTable::Kind::Builtin:
        return Sized{builtin(found->name)};
    case NameTable::Kind::Entity:
        return Sized{Type::entity(found->name)};
    default:
        return resolveCommon(found->name, type, document, depth);
    }
}

std::optional<SchemaBuilder::Sized> SchemaBuilder::resolveSet(const SchemaType& type,
                                                              std::string_view space,
                                                              std::size_t document, int depth)
{
    if (!type.element)
        return std::nullopt;
    auto element = resolveType(*type.element, space, document, depth + 1);
    if (!element)
        return std::nullopt;
    return bounded({Type::setOf(element->type), element->nodes + 1, element->depth + 1}, type.span,
                   document);
}

std::optional<SchemaBuilder::Sized> SchemaBuilder::resolveRecord(const SchemaType& type,
                                                                 std::string_view space,
                                                                 std::size_t document, int depth)
{
    Sized result;
    AttributeTypes attributes;
    for (const SchemaAttribute& attribute : type.attributes) {
        auto resolved = resolveType(attribute.type, space, document, depth + 1);
        if (!resolved)
            continue; // reported; the other attributes still serve the editor
        result.nodes += resolved->nodes;
        result.depth = std::max(result.depth, resolved->depth + 1);
        AttributeType entry{resolved->type, attribute.required,
                            place(document, attribute.nameSpan, attribute.span), nullptr};
        if (!attribute.annotations.empty())
            entry.annotations = std::make_shared<const Annotations>(attribute.annotations);
        const auto [known, isNew] = attributes.try_emplace(attribute.name, entry);
        if (isNew)
            continue;
        report(document, attribute.nameSpan, "schema/duplicate-attribute",
               "the attribute `" + shown(attribute.name) + "` is declared twice; the last counts",
               "Remove one of them.", Severity::Warning)
            .related.push_back({m_documents[document].file, known->second.place.name, "the first"});
        known->second = std::move(entry);
    }
    result.type = Type::record(std::move(attributes));
    return bounded(std::move(result), type.span, document);
}

std::optional<SchemaBuilder::Sized> SchemaBuilder::resolveCommon(const std::string& name,
                                                                 const SchemaType& use,
                                                                 std::size_t document, int depth)
{
    const auto [entry, isNew] = m_commonStates.try_emplace(name);
    CommonState& state = entry->second;
    if (!isNew && state.progress == Progress::Open) {
        const auto& declared = m_names.commons().find(name)->second;
        report(
            document, use.name.span, "schema/cycle",
            "the common type `" + name + "` contains itself",
            "Common types are written out where they stand: break the cycle with an entity type.")
            .related.push_back(
                {m_documents[declared.document].file, declared.name, "declared here"});
        return std::nullopt;
    }
    if (isNew) {
        const auto& declared = m_names.commons().find(name)->second;
        auto resolved = resolveType(declared.declaration->type, declared.space->name.text,
                                    declared.document, depth + 1);
        state.progress = Progress::Done; // references into an unordered_map stay valid
        if (resolved)
            state.result = std::move(*resolved);
    }
    if (!state.result.type)
        return std::nullopt;
    return state.result;
}

/// Common types that use one another twice grow exponentially when written out; every later walk
/// over a type relies on this bound.
std::optional<SchemaBuilder::Sized> SchemaBuilder::bounded(Sized type, Span span,
                                                           std::size_t document)
{
    if (type.nodes <= limits::kTypeNodes && type.depth <= limits::kCedarNesting)
        return type;
    report(document, span, "schema/type-too-large",
           "this type is too large when its common types are written out",
           "At most " + std::to_string(limits::kTypeNodes) + " parts and " +
               std::to_string(limits::kCedarNesting) +
               " levels are followed: break it up with entity types.");
    return std::nullopt;
}

TypePtr SchemaBuilder::recordOf(const std::optional<SchemaType>& written, std::string_view space,
                                std::size_t document, const char* what)
{
    if (!written)
        return Type::record({});
    // A name here means a common type: entity types are no records.
    const bool byName = written->form == SchemaType::Form::Name && !written->name.text.empty();
    if (byName && !m_names.resolve(written->name.text, space, NameTable::Wanted::Common)) {
        report(document, written->name.span, "schema/unknown-type",
               "`" + shown(written->name.text) + "` is not declared as a common type",
               m_names.suggestion(written->name.text, NameTable::Wanted::Common));
        return Type::record({});
    }
    const auto resolved = resolveType(*written, space, document, 0);
    if (!resolved)
        return Type::record({});
    if (resolved->type->kind == TypeKind::Record)
        return resolved->type;
    report(document, written->span, "schema/not-a-record",
           std::string(what) + " is a record, not " + toText(*resolved->type),
           "Write `{…}` or name a common type that is a record.");
    return Type::record({});
}

/// The full name of an entity type; empty when there is none (reported).
std::string SchemaBuilder::entityName(const SchemaName& name, std::string_view space,
                                      std::size_t document)
{
    if (const auto found = m_names.resolve(name.text, space, NameTable::Wanted::Entity))
        return found->name;
    report(document, name.span, "schema/unknown-type",
           "`" + shown(name.text) + "` is not declared as an entity type",
           m_names.suggestion(name.text, NameTable::Wanted::Entity));
    return {};
}

} // namespace remit::cedar
