// SPDX-License-Identifier: Apache-2.0
#include "core/assist/rename.h"

#include "core/assist/items.h"
#include "core/assist/renaming.h"
#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>
#include <map>
#include <set>

namespace remit::assist {
namespace {

struct Chosen {
    Occurrence here;
    RenameGroup group;
};

std::string currentName(const Symbol& symbol)
{
    const bool type =
        symbol.kind == Symbol::Kind::EntityType || symbol.kind == Symbol::Kind::CommonType;
    return type ? std::string(cedar::baseName(symbol.name)) : symbol.name;
}

Result<Chosen> choose(const Model& model, std::string_view path, std::uint32_t offset)
{
    const ModelFile* file = model.file(path);
    const auto here =
        file != nullptr ? occurrencesAt(model, *file, offset) : std::vector<Occurrence>{};
    if (here.empty())
        return failure(ErrorCode::Usage, "nothing here has a name that can be changed",
                       "Put the cursor on a type, an action, an attribute, a policy's id or an "
                       "entity's id.");
    const Symbol& symbol = here.front().symbol;
    if (symbol.kind == Symbol::Kind::Task)
        return failure(ErrorCode::Usage, "tasks are not renamed: recorded traces name them",
                       "Declare a new version of the task, or a new one.");
    Chosen chosen{here.front(), renameGroup(model, symbol)};
    const auto& places = chosen.group.places;
    const bool declared = std::any_of(places.begin(), places.end(), [](const auto& place) {
        return place.occurrence.declaration;
    });
    const bool free = symbol.kind == Symbol::Kind::Entity; // an id needs no declaration
    if (!declared && !free)
        return failure(ErrorCode::Usage, "the " + std::string(kindName(symbol.kind)) + " `" +
                                             shown(symbol.name) +
                                             "` is declared nowhere in the workspace");
    const bool unnamed = std::any_of(places.begin(), places.end(), [](const auto& place) {
        return place.occurrence.symbol.kind == Symbol::Kind::Policy &&
               place.occurrence.spelling == Spelling::Name;
    });
    if (unnamed)
        return failure(ErrorCode::Usage,
                       "this policy is called `" + shown(symbol.name) + "` after its place",
                       "Give it a name first: `@id(\"…\")` before it.");
    return chosen;
}

std::string encoded(const std::string& name, Spelling spelling, std::string_view written)
{
    switch (spelling) {
    case Spelling::Name:
        return name;
    case Spelling::CedarString:
        return cedarEscaped(name);
    case Spelling::SchemaId:
        return written.starts_with('"') || !cedar::isIdentifier(name) ? cedarQuoted(name) : name;
    case Spelling::JsonString:
        return jsonEscaped(name);
    case Spelling::CedarInJson:
        return jsonEscaped(cedarEscaped(name));
    }
    return name;
}

} // namespace

RenameGroup renameGroup(const Model& model, const Symbol& symbol)
{
    RenameGroup group;
    std::map<const ModelFile*, std::map<Span, std::set<Symbol>>> named; ///< read once a file
    std::vector<Symbol> open{symbol};
    while (!open.empty()) {
        const Symbol next = std::move(open.back());
        open.pop_back();
        if (!group.symbols.insert(next).second)
            continue;
        for (FoundOccurrence& found : findOccurrences(model, next)) {
            auto& spans = named[found.file];
            if (spans.empty()) {
                for (const Occurrence& any : occurrencesIn(model, *found.file))
                    spans[any.span].insert(any.symbol);
            }
            for (const Symbol& beside : spans[found.occurrence.span]) {
                if (!group.symbols.contains(beside))
                    open.push_back(beside);
            }
            group.places.push_back(std::move(found));
        }
    }
    return group;
}

std::map<std::string, std::vector<TextEdit>> renameEdits(const RenameGroup& group,
                                                         const std::string& newName)
{
    std::map<std::string, std::map<Span, std::string>> texts;
    for (const FoundOccurrence& place : group.places) {
        const Span span = place.occurrence.span;
        texts[place.file->source.path][span] = encoded(
            newName, place.occurrence.spelling, place.file->text().substr(span.begin, span.size()));
    }
    std::map<std::string, std::vector<TextEdit>> files;
    for (const auto& [path, edits] : texts) {
        for (const auto& [span, text] : edits)
            files[path].push_back({span, text});
    }
    return files;
}

Result<RenameTarget> renameTarget(const Model& model, std::string_view path, std::uint32_t offset)
{
    auto chosen = choose(model, path, offset);
    if (!chosen)
        return tl::unexpected(chosen.error());
    Span span = chosen->here.span;
    const std::string_view text = model.file(path)->text();
    if (chosen->here.spelling == Spelling::SchemaId && text[span.begin] == '"')
        span = {span.begin + 1, span.end - 1};
    return RenameTarget{span, currentName(chosen->here.symbol),
                        std::string(kindName(chosen->here.symbol.kind)),
                        chosen->group.places.size()};
}

Result<WorkspaceEdit> rename(const Model& model, std::string_view path, std::uint32_t offset,
                             std::string_view newName)
{
    auto chosen = choose(model, path, offset);
    if (!chosen)
        return tl::unexpected(chosen.error());
    const std::string name(newName);
    const Symbol& symbol = chosen->here.symbol;
    const std::string old = currentName(symbol);
    WorkspaceEdit edit;
    edit.title =
        "Rename " + std::string(kindName(symbol.kind)) + " " + shown(old) + " to " + shown(name);
    if (name == old)
        return edit;
    for (const Symbol& renamed : chosen->group.symbols) {
        if (auto checked = checkNewName(model, renamed, name); !checked)
            return tl::unexpected(checked.error());
    }
    edit.files = renameEdits(chosen->group, name);
    if (auto checked = checkRenamed(model, edit); !checked)
        return tl::unexpected(checked.error());
    return edit;
}

} // namespace remit::assist
