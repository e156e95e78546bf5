// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/schema.h"

#include "core/cedar/schema/builder.h"
#include "core/cedar/schema/parser.h"

#include <algorithm>
#include <tuple>

namespace remit::cedar {

namespace {

/// `entity A, B = {…}` is resolved for each name, but what is wrong with it is said once.
void dropRepeated(Diagnostics& diagnostics)
{
    std::set<std::tuple<std::string, Span, std::string, std::string>> seen;
    std::erase_if(diagnostics, [&](const Diagnostic& diagnostic) {
        return !seen.emplace(diagnostic.file, diagnostic.span, diagnostic.code, diagnostic.message)
                    .second;
    });
}

} // namespace

bool EntityType::allowsId(std::string_view id) const
{
    return !enumIds || std::find(enumIds->begin(), enumIds->end(), id) != enumIds->end();
}

const EntityType* Schema::entityType(std::string_view name) const
{
    const auto found = m_entityTypes.find(name);
    return found == m_entityTypes.end() ? nullptr : &found->second;
}

const Action* Schema::action(const EntityUid& uid) const
{
    const auto found = m_actions.find(uid);
    return found == m_actions.end() ? nullptr : &found->second;
}

const CommonType* Schema::commonType(std::string_view name) const
{
    const auto found = m_commonTypes.find(name);
    return found == m_commonTypes.end() ? nullptr : &found->second;
}

bool Schema::isActionType(std::string_view name) const
{
    return m_actionTypes.find(name) != m_actionTypes.end();
}

TypePtr Schema::attributesOf(std::string_view entityTypeName) const
{
    if (const EntityType* type = entityType(entityTypeName))
        return type->shape;
    static const TypePtr empty = Type::record({});
    return isActionType(entityTypeName) ? empty : nullptr;
}

bool Schema::mayBeIn(std::string_view descendant, std::string_view ancestor) const
{
    if (descendant == ancestor)
        return true;
    if (const EntityType* type = entityType(ancestor))
        return type->descendants.find(descendant) != type->descendants.end();
    if (!isActionType(ancestor) || !isActionType(descendant))
        return false;
    return std::any_of(m_actions.begin(), m_actions.end(), [&](const auto& entry) {
        return entry.first.type == descendant &&
               std::any_of(entry.second.ancestors.begin(), entry.second.ancestors.end(),
                           [&](const EntityUid& uid) { return uid.type == ancestor; });
    });
}

bool Schema::isActionIn(const EntityUid& uid, const EntityUid& ancestor) const
{
    if (uid == ancestor)
        return true;
    const Action* declared = action(uid);
    return declared != nullptr && declared->ancestors.contains(ancestor);
}

bool isActionTypeName(std::string_view typeName)
{
    return baseName(typeName) == kActionTypeName;
}

ResolvedSchema resolveSchema(std::span<const SchemaDocument> documents)
{
    ResolvedSchema result;
    for (const SchemaDocument& document : documents)
        result.diagnostics.insert(result.diagnostics.end(), document.diagnostics.begin(),
                                  document.diagnostics.end());
    result.schema = SchemaBuilder(documents, result.diagnostics).build();
    dropRepeated(result.diagnostics);
    result.valid = !hasErrors(result.diagnostics);
    result.diagnostics = bounded(std::move(result.diagnostics));
    return result;
}

ResolvedSchema readSchema(std::string_view text, std::string_view file)
{
    const SchemaDocument document = parseSchema(text, file);
    return resolveSchema({&document, 1});
}

} // namespace remit::cedar
