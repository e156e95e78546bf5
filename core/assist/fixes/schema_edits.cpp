// SPDX-License-Identifier: Apache-2.0
#include "core/assist/fixes/schema_edits.h"

#include "core/base/text.h"
#include "core/cedar/schema/name_table.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>

namespace remit::assist {
namespace {

using namespace cedar;

Fix fix(std::string title, const std::string& file, std::vector<TextEdit> edits)
{
    Fix made;
    made.title = title;
    made.edit.title = std::move(title);
    made.edit.files[file] = std::move(edits);
    return made;
}

/// The blanks that the line of the offset begins with.
std::string indentAt(std::string_view text, std::uint32_t offset)
{
    const std::size_t line = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
    const std::size_t end = text.find_first_not_of(" \t", line);
    return std::string(text.substr(line, std::min<std::size_t>(end, offset) - line));
}

/// The name of a type as it is written in the namespace.
std::string written(const std::string& name, const std::string& space)
{
    return !space.empty() && name.starts_with(space + "::") ? name.substr(space.size() + 2) : name;
}

const SchemaName* findName(const std::vector<SchemaName>& names, const std::string& space,
                           std::string_view full)
{
    const auto found = std::find_if(names.begin(), names.end(), [&](const SchemaName& name) {
        return qualified(space, name.text) == full;
    });
    return found == names.end() ? nullptr : &*found;
}

} // namespace

std::optional<SchemaEdits::Found> SchemaEdits::document(const std::string& file) const
{
    const ModelFile* found = m_model.file(file);
    if (found == nullptr || !found->schema || found->schema->format != SchemaFormat::Text)
        return std::nullopt;
    return Found{found->schema.get(), nullptr, found->text()};
}

std::pair<std::optional<SchemaEdits::Found>, const ActionDeclaration*>
SchemaEdits::actionDeclaration(const EntityUid& uid) const
{
    const Action* action = m_model.schema().action(uid);
    auto found =
        action != nullptr && action->place.known() ? document(*action->place.file) : std::nullopt;
    for (std::size_t at = 0; found && at < found->document->namespaces.size(); ++at) {
        const SchemaNamespace& space = found->document->namespaces[at];
        for (const ActionDeclaration& declaration : space.actions) {
            if (declaration.span == action->place.whole) {
                found->space = &space;
                return {found, &declaration};
            }
        }
    }
    return {std::nullopt, nullptr};
}

std::pair<std::optional<SchemaEdits::Found>, const CommonDeclaration*>
SchemaEdits::commonDeclaration(const std::string& name) const
{
    const CommonType* common = m_model.schema().commonType(name);
    auto found =
        common != nullptr && common->place.known() ? document(*common->place.file) : std::nullopt;
    for (std::size_t at = 0; found && at < found->document->namespaces.size(); ++at) {
        const SchemaNamespace& space = found->document->namespaces[at];
        for (const CommonDeclaration& declaration : space.commonTypes) {
            if (declaration.span == common->place.whole) {
                found->space = &space;
                return {found, &declaration};
            }
        }
    }
    return {std::nullopt, nullptr};
}

/// Before the closing brace, on a line of its own where the record has several lines.
std::optional<Fix> SchemaEdits::addToRecord(const Found& found, const SchemaType& record,
                                            const std::string& name, const std::string& type,
                                            const std::string& owner) const
{
    if (record.form == SchemaType::Form::Name) {
        const auto reached = m_model.schemaSet().names->resolve(
            record.name.text, found.space->name.text, NameTable::Wanted::Common);
        if (!reached || reached->kind != NameTable::Kind::Common)
            return std::nullopt;
        const auto [where, common] = commonDeclaration(reached->name);
        return common == nullptr || common->type.form == SchemaType::Form::Name
                   ? std::nullopt
                   : addToRecord(*where, common->type, name, type, reached->name);
    }
    if (record.form != SchemaType::Form::Record || record.span.size() < 2 ||
        found.text[record.span.end - 1] != '}')
        return std::nullopt;
    const std::uint32_t close = record.span.end - 1;
    const std::string_view inside =
        found.text.substr(record.span.begin + 1, close - record.span.begin - 1);
    const std::size_t last = inside.find_last_not_of(" \t\r\n");
    const bool comma = last == std::string_view::npos || inside[last] == ',';
    const auto end = static_cast<std::uint32_t>(record.span.begin + 1 +
                                                (last == std::string_view::npos ? 0 : last + 1));
    const bool lines = inside.find('\n') != std::string_view::npos || record.attributes.empty();
    std::string text = comma ? "" : ",";
    const std::string member = cedarQuoted(name) + ": " + type;
    if (lines) {
        const std::string indent = indentAt(found.text, close);
        text += "\n" + indent + "  " + member + ",";
        if (inside.find('\n') == std::string_view::npos)
            text += "\n" + indent;
    } else {
        text += " " + member;
    }
    return fix("Declare `" + shown(name) + "` in " + owner + " as " + type, found.document->file,
               {{{end, end}, text}});
}

std::optional<Fix> SchemaEdits::declareAttribute(const std::string& entityType,
                                                 const std::string& name,
                                                 const std::string& type) const
{
    const EntityType* declared = m_model.schema().entityType(entityType);
    if (declared == nullptr || declared->isEnum() || !declared->place.known())
        return std::nullopt;
    auto found = document(*declared->place.file);
    for (std::size_t at = 0; found && at < found->document->namespaces.size(); ++at) {
        const SchemaNamespace& space = found->document->namespaces[at];
        found->space = &space;
        for (const EntityDeclaration& entity : space.entities) {
            if (findName(entity.names, space.name.text, entityType) == nullptr)
                continue;
            if (entity.shape)
                return addToRecord(*found, *entity.shape, name, written(type, space.name.text),
                                   entityType);
            std::uint32_t end = entity.memberOf.empty() ? entity.names.back().span.end
                                                        : entity.memberOf.back().span.end;
            if (end < found->text.size() && found->text[end] == ']')
                ++end;
            const std::string indent = indentAt(found->text, entity.span.begin);
            return fix("Declare `" + shown(name) + "` in " + entityType + " as " + type,
                       found->document->file,
                       {{{end, end},
                         " = {\n" + indent + "  " + cedarQuoted(name) + ": " +
                             written(type, space.name.text) + ",\n" + indent + "}"}});
        }
    }
    return std::nullopt;
}

std::optional<Fix> SchemaEdits::declareInContext(const EntityUid& action, const std::string& name,
                                                 const std::string& type) const
{
    const auto [found, declaration] = actionDeclaration(action);
    if (declaration == nullptr || !declaration->appliesTo)
        return std::nullopt;
    const std::string owner = "the context of " + toText(action);
    const std::string here = written(type, found->space->name.text);
    if (declaration->appliesTo->context)
        return addToRecord(*found, *declaration->appliesTo->context, name, here, owner);
    const Span applies = declaration->appliesTo->span;
    const std::size_t close = found->text.substr(0, applies.end).rfind('}');
    if (close == std::string_view::npos || close < applies.begin)
        return std::nullopt;
    const std::size_t last = found->text.find_last_not_of(" \t\r\n", close - 1);
    const std::string comma = found->text[last] == ',' ? "" : ",";
    const auto at = static_cast<std::uint32_t>(last + 1);
    return fix("Declare `" + shown(name) + "` in " + owner + " as " + type, found->document->file,
               {{{at, at}, comma + " context: { " + cedarQuoted(name) + ": " + here + " },"}});
}

/// At the end of the namespace's block, or of the first schema file.
std::optional<Fix> SchemaEdits::append(const std::string& space, const std::string& declaration,
                                       std::string title) const
{
    for (const SchemaDocument& document : m_model.schemaSet().documents) {
        const ModelFile* file = m_model.file(document.file);
        if (document.format != SchemaFormat::Text || file == nullptr)
            continue;
        const std::string_view text = file->text();
        if (space.empty()) {
            const auto end = static_cast<std::uint32_t>(text.size());
            const bool open = !text.empty() && text.back() != '\n';
            return fix(std::move(title), document.file,
                       {{{end, end}, (open ? "\n\n" : "\n") + declaration + "\n"}});
        }
        for (const SchemaNamespace& known : document.namespaces) {
            if (known.name.text != space || known.span.size() < 2 ||
                text[known.span.end - 1] != '}')
                continue;
            const std::uint32_t close = known.span.end - 1;
            std::string indented = "  ";
            for (const char c : declaration) {
                indented += c;
                if (c == '\n')
                    indented += "  ";
            }
            return fix(
                std::move(title), document.file,
                {{{close, close}, (text[close - 1] == '\n' ? "\n" : "\n\n") + indented + "\n"}});
        }
    }
    return std::nullopt;
}

std::optional<Fix> SchemaEdits::declareEntityType(const std::string& name) const
{
    if (!isValidName(name))
        return std::nullopt;
    return append(std::string(namespaceOf(name)), "entity " + std::string(baseName(name)) + ";",
                  "Declare the entity type `" + name + "`");
}

std::optional<Fix> SchemaEdits::declareAction(const EntityUid& action, const std::string& principal,
                                              const std::string& resource) const
{
    const std::string space(namespaceOf(action.type));
    std::string text = "action " + cedarQuoted(action.id);
    if (!principal.empty() && !resource.empty())
        text += " appliesTo {\n  principal: [" + written(principal, space) + "],\n  resource: [" +
                written(resource, space) + "],\n  context: {},\n}";
    return append(space, text + ";", "Declare the action `" + shown(toText(action)) + "`");
}

std::optional<Fix> SchemaEdits::addToAppliesTo(const EntityUid& action, const std::string& type,
                                               bool principal) const
{
    const auto [found, declaration] = actionDeclaration(action);
    if (declaration == nullptr || !declaration->appliesTo)
        return std::nullopt;
    const std::vector<SchemaName>& names =
        principal ? declaration->appliesTo->principals : declaration->appliesTo->resources;
    if (names.empty() || names.back().span.end > found->text.size())
        return std::nullopt;
    const std::uint32_t begin = names.front().span.begin;
    const std::uint32_t end = names.back().span.end;
    const std::size_t before = found->text.find_last_not_of(" \t\r\n", begin - 1);
    const std::string name = written(type, found->space->name.text);
    std::vector<TextEdit> edits{{{end, end}, ", " + name}};
    if (found->text[before] != '[') {
        edits.front().text += "]";
        edits.insert(edits.begin(), {{begin, begin}, "["});
    }
    return fix("Add `" + type + "` to the " + (principal ? "principals" : "resources") + " of " +
                   shown(toText(action)),
               found->document->file, std::move(edits));
}

} // namespace remit::assist
