// SPDX-License-Identifier: Apache-2.0
#include "core/assist/symbol.h"

#include "core/base/text.h"

#include <algorithm>

namespace remit::assist {
namespace {

/// What the text must hold where the symbol is named; empty where that is not sure.
std::string needle(const Symbol& symbol)
{
    if (symbol.kind == Symbol::Kind::Policy)
        return {}; // may be named after its place
    const std::string name =
        symbol.kind == Symbol::Kind::EntityType || symbol.kind == Symbol::Kind::CommonType
            ? std::string(cedar::baseName(symbol.name))
            : symbol.name;
    return cedarQuoted(name) == '"' + name + '"' ? name : std::string();
}

/// By place; of several of one symbol at one place, the declaration counts.
void sortOnce(std::vector<Occurrence>& found)
{
    std::ranges::stable_sort(found, [](const Occurrence& a, const Occurrence& b) {
        return std::tie(a.span, a.symbol, b.declaration) <
               std::tie(b.span, b.symbol, a.declaration);
    });
    const auto same = [](const Occurrence& a, const Occurrence& b) {
        return a.span == b.span && a.symbol == b.symbol;
    };
    found.erase(std::unique(found.begin(), found.end(), same), found.end());
}

} // namespace

std::string_view kindName(Symbol::Kind kind)
{
    switch (kind) {
    case Symbol::Kind::EntityType:
        return "entity type";
    case Symbol::Kind::CommonType:
        return "common type";
    case Symbol::Kind::Action:
        return "action";
    case Symbol::Kind::Entity:
        return "entity";
    case Symbol::Kind::Attribute:
        return "attribute";
    case Symbol::Kind::Policy:
        return "policy";
    case Symbol::Kind::Link:
        return "link";
    case Symbol::Kind::Task:
        break;
    }
    return "task";
}

Symbol symbolOf(const Model& model, const cedar::EntityUid& uid)
{
    const bool action = model.schema().action(uid) != nullptr || cedar::isActionTypeName(uid.type);
    return {action ? Symbol::Kind::Action : Symbol::Kind::Entity, uid.id, uid.type, {}, {}};
}

Symbol symbolOf(const std::string& name, const cedar::AttributeType& attribute)
{
    return {Symbol::Kind::Attribute,
            name,
            {},
            attribute.place.known() ? *attribute.place.file : std::string(),
            attribute.place.name};
}

std::vector<Occurrence> occurrencesIn(const Model& model, const ModelFile& file)
{
    std::vector<Occurrence> found;
    if (file.schema)
        addSchemaOccurrences(model, file, found);
    else if (file.policies)
        addPolicyOccurrences(model, file, found);
    else if (file.json)
        addJsonOccurrences(model, file, found);
    sortOnce(found);
    return found;
}

std::vector<Occurrence> occurrencesAt(const Model& model, const ModelFile& file,
                                      std::uint32_t offset)
{
    std::vector<Occurrence> found;
    if (file.policies)
        addPolicyOccurrences(model, file, offset, found);
    else
        found = occurrencesIn(model, file);
    sortOnce(found);
    const auto within = [offset](Span span) { return span.begin <= offset && offset <= span.end; };
    std::erase_if(found, [&](const Occurrence& next) { return !within(next.span); });
    // Between two names, such as in `a.b` after the `.`, the one that begins here is meant.
    const bool begins = std::any_of(found.begin(), found.end(), [offset](const Occurrence& next) {
        return next.span.contains(offset);
    });
    if (begins)
        std::erase_if(found, [&](const Occurrence& next) { return !next.span.contains(offset); });
    return found;
}

std::vector<FoundOccurrence> findOccurrences(const Model& model, const Symbol& symbol)
{
    const std::string wanted = needle(symbol);
    std::vector<FoundOccurrence> all;
    for (const auto& [path, file] : model.files()) {
        if (!wanted.empty() && file.text().find(wanted) == std::string_view::npos)
            continue;
        for (Occurrence& next : occurrencesIn(model, file)) {
            if (next.symbol == symbol)
                all.push_back({&file, std::move(next)});
        }
    }
    return all;
}

} // namespace remit::assist
