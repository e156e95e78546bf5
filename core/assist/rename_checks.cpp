// SPDX-License-Identifier: Apache-2.0
#include "core/assist/renaming.h"
#include "core/assist/workspace_names.h"
#include "core/base/text.h"
#include "core/cedar/schema/name_table.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>
#include <array>

namespace remit::assist {
namespace {

using Places = std::set<std::pair<std::string, Span>>;

std::string_view article(Symbol::Kind kind)
{
    const char first = kindName(kind).front();
    return first == 'a' || first == 'e' ? "an " : "a ";
}

Result<> taken(const Symbol& symbol, const std::string& name)
{
    return failure(ErrorCode::Invalid,
                   "there is " + std::string(article(symbol.kind)) +
                       std::string(kindName(symbol.kind)) + " `" + shown(name) + "` already",
                   "Choose another name.");
}

Result<> checkIdentifier(const std::string& name, std::string_view what)
{
    if (cedar::isIdentifier(name))
        return {};
    return failure(ErrorCode::Invalid,
                   "`" + shown(name) + "` cannot be the name of " + std::string(what),
                   "Letters, digits and `_`, no digit first, and no reserved word.");
}

Result<> checkType(const Model& model, const Symbol& symbol, const std::string& name)
{
    if (auto checked = checkIdentifier(name, "a type"); !checked)
        return checked;
    static constexpr std::array<std::string_view, 5> kForms{"Set", "Record", "Entity", "Extension",
                                                            "Boolean"};
    if (cedar::isBuiltinType(name) ||
        std::find(kForms.begin(), kForms.end(), name) != kForms.end() ||
        cedar::isActionTypeName(name))
        return failure(ErrorCode::Invalid, "`" + name + "` is a type of the language itself",
                       "Choose another name.");
    const std::string full = cedar::qualified(cedar::namespaceOf(symbol.name), name);
    if (model.schema().entityType(full) != nullptr || model.schema().commonType(full) != nullptr)
        return failure(ErrorCode::Invalid, "there is a type `" + full + "` already",
                       "Choose another name.");
    return {};
}

bool isMapped(const Model& model, const std::string& tool)
{
    for (const auto& [path, file] : model.files()) {
        if (file.source.kind != FileKind::Settings || !file.json || !file.json->root)
            continue;
        const JsonValue* mapping = file.json->root->find("mapping");
        for (std::size_t at = 0; mapping != nullptr && at < mapping->items.size(); ++at) {
            const JsonValue* name = mapping->items[at].find("tool");
            if (name != nullptr && name->isString() && globMatches(name->text, tool) &&
                mapping->items[at].find("action") != nullptr)
                return true;
        }
    }
    return false;
}

Result<> checkAction(const Model& model, const Symbol& symbol, const std::string& name)
{
    if (model.schema().action({symbol.type, name}) != nullptr)
        return taken(symbol, name);
    if (toolNames(model).contains(symbol.name) && !isMapped(model, symbol.name))
        return failure(ErrorCode::Invalid,
                       "the tool `" + shown(symbol.name) + "` means this action by its name alone",
                       "State the action in a rule of `mapping` in remit.json first.");
    return {};
}

Result<> checkEntity(const Model& model, const Symbol& symbol, const std::string& name)
{
    const cedar::EntityType* type = model.schema().entityType(symbol.type);
    const bool value = type != nullptr && type->isEnum() && type->allowsId(name);
    if (value || model.entity({symbol.type, name}) != nullptr)
        return taken(symbol, name);
    return {};
}

Result<> checkPolicy(const Model& model, const Symbol& symbol, const std::string& name)
{
    if (name.empty())
        return failure(ErrorCode::Invalid, "a policy's name is not empty", "Choose another name.");
    if (policyNames(model, false).contains(name) ||
        !findOccurrences(model, {Symbol::Kind::Link, name, {}, {}, {}}).empty())
        return taken(symbol, name);
    return {};
}

/// What is wrong with the schema, warnings included: that a name hides another is one.
std::multiset<std::string> schemaProblems(const Model& model)
{
    std::multiset<std::string> codes;
    for (const Diagnostic& next : model.schemaSet().resolved.diagnostics)
        codes.insert(next.code);
    return codes;
}

/// Where the renamed places lie after the edit.
Places movedPlaces(const WorkspaceEdit& edit)
{
    Places places;
    for (const auto& [path, edits] : edit.files) {
        std::int64_t shift = 0;
        for (const TextEdit& change : edits) { // by place
            const auto begin = static_cast<std::uint32_t>(change.range.begin + shift);
            const auto size = static_cast<std::uint32_t>(change.text.size());
            places.insert({path, {begin, begin + size}});
            shift += static_cast<std::int64_t>(size) - change.range.size();
        }
    }
    return places;
}

std::shared_ptr<const Model> changed(const Model& before, const WorkspaceEdit& edit)
{
    std::vector<SourceFile> files;
    for (const auto& [path, file] : before.files()) {
        SourceFile source = file.source;
        const auto edits = edit.files.find(path);
        if (edits != edit.files.end())
            source.text = std::make_shared<const std::string>(applied(*source.text, edits->second));
        files.push_back(std::move(source));
    }
    return Model::build(std::move(files), &before);
}

std::string placeText(const Model& model, const std::pair<std::string, Span>& place)
{
    const SourceText source(place.first, *model.file(place.first)->source.text);
    const Position at = source.position(place.second.begin);
    return place.first + ":" + std::to_string(at.line);
}

Result<> clash(const Model& model, const std::pair<std::string, Span>& place)
{
    return failure(ErrorCode::Invalid,
                   "the new name would mean something else in " + placeText(model, place),
                   "Choose another name.");
}

} // namespace

Result<> checkNewName(const Model& model, const Symbol& symbol, const std::string& newName)
{
    switch (symbol.kind) {
    case Symbol::Kind::EntityType:
    case Symbol::Kind::CommonType:
        return checkType(model, symbol, newName);
    case Symbol::Kind::Attribute:
        return checkIdentifier(newName, "an attribute");
    case Symbol::Kind::Action:
        return checkAction(model, symbol, newName);
    case Symbol::Kind::Entity:
        return checkEntity(model, symbol, newName);
    case Symbol::Kind::Policy:
    case Symbol::Kind::Link:
        return checkPolicy(model, symbol, newName);
    case Symbol::Kind::Task:
        break;
    }
    return {};
}

Result<> checkRenamed(const Model& before, const WorkspaceEdit& edit)
{
    const auto after = changed(before, edit);
    if (schemaProblems(*after) != schemaProblems(before))
        return failure(ErrorCode::Invalid,
                       "something in the schema has this name already, or would be hidden by it",
                       "Choose another name.");
    const Places wanted = movedPlaces(edit);
    std::set<Symbol> symbols;
    for (const auto& [path, edits] : edit.files) {
        Places named;
        for (const Occurrence& next : occurrencesIn(*after, *after->file(path))) {
            if (wanted.contains({path, next.span})) {
                named.insert({path, next.span});
                symbols.insert(next.symbol);
            }
        }
        for (const auto& place : wanted) {
            if (place.first == path && !named.contains(place))
                return clash(*after, place);
        }
    }
    for (const Symbol& symbol : symbols) {
        for (const FoundOccurrence& found : findOccurrences(*after, symbol)) {
            const std::pair place{found.file->source.path, found.occurrence.span};
            if (!wanted.contains(place))
                return clash(*after, place);
        }
    }
    return {};
}

} // namespace remit::assist
