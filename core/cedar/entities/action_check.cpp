// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/entities/entity_checks.h"
#include "core/cedar/schema/schema.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace remit::cedar {
namespace {

using ActionsByUid = std::map<EntityUid, const Entity*>;

std::set<EntityUid> ancestorsOf(const Entity& action, const ActionsByUid& given)
{
    std::set<EntityUid> ancestors;
    std::vector<const Entity*> next{&action};
    while (!next.empty()) {
        const Entity* current = next.back();
        next.pop_back();
        for (const EntityUid& parent : current->parents) {
            const auto found = given.find(parent);
            if (ancestors.insert(parent).second && found != given.end())
                next.push_back(found->second);
        }
    }
    return ancestors;
}

void report(ParsedEntities& parsed, std::size_t number, std::string_view file, std::string code,
            std::string message)
{
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.help = "leave actions out of the entities: they come from the schema";
    diagnostic.file = file;
    diagnostic.span = parsed.spans[number];
    parsed.diagnostics.push_back(std::move(diagnostic));
}

} // namespace

void checkActions(ParsedEntities& parsed, const Schema& schema, std::string_view file)
{
    ActionsByUid given;
    for (const Entity& entity : parsed.entities) {
        if (isActionTypeName(entity.uid.type))
            given.emplace(entity.uid, &entity);
    }
    if (given.empty())
        return;
    for (std::size_t i = 0; i < parsed.entities.size(); ++i) {
        const Entity& entity = parsed.entities[i];
        if (!isActionTypeName(entity.uid.type))
            continue;
        const Action* declared = schema.action(entity.uid);
        if (!declared)
            report(parsed, i, file, "entities/undeclared-action",
                   fmt::format("the schema declares no action {}", shown(toText(entity.uid))));
        else if (!entity.attributes.empty() || !entity.tags.empty() ||
                 ancestorsOf(entity, given) != declared->ancestors)
            report(parsed, i, file, "entities/action-differs",
                   fmt::format("{} is not as the schema declares it", shown(toText(entity.uid))));
    }
}

} // namespace remit::cedar
