// SPDX-License-Identifier: Apache-2.0
#include "tests/support/generator/entities.h"

#include "core/base/text.h"
#include "tests/support/generator/values.h"

#include <set>

namespace remit::test {
namespace {

/// Where a uid stands in the order that keeps the hierarchy acyclic: type first, then id.
using Rank = std::pair<std::size_t, std::string>;

std::string attributesJson(Random& random, const World& world, const Shape& record)
{
    std::vector<std::string> members;
    for (const Attribute& attribute : record.attributes) {
        if (random.percent(attribute.required ? 97 : 50))
            members.push_back(jsonQuoted(attribute.name) + ":" +
                              valueJson(random, world, *attribute.type));
    }
    return "{" + joined(members, ",") + "}";
}

std::string parentsJson(Random& random, const World& world, const EntityKind& kind,
                        const Rank& child)
{
    std::vector<std::string> parents;
    for (const std::string& type : kind.parents) {
        const std::string id = entityId(random, world, type);
        std::size_t number = 0;
        while (world.entities[number].name != type)
            ++number;
        if (Rank{number, id} > child)
            parents.push_back(uidJson(type, id));
    }
    return "[" + joined(parents, ",") + "]";
}

std::string tagsJson(Random& random, const World& world, const EntityKind& kind)
{
    if (!kind.tags || random.percent(30))
        return {};
    std::vector<std::string> members;
    for (const char* key : {"k", "é", "a b"}) {
        if (random.percent(50))
            members.push_back(jsonQuoted(key) + ":" + valueJson(random, world, *kind.tags));
    }
    return ",\"tags\":{" + joined(members, ",") + "}";
}

std::string actionJson(const ActionKind& action)
{
    std::vector<std::string> groups;
    for (const std::string& group : action.groups)
        groups.push_back(uidJson("Action", group));
    return "{\"uid\":" + uidJson("Action", action.id) + ",\"attrs\":{},\"parents\":[" +
           joined(groups, ",") + "]}";
}

} // namespace

std::string entitiesJson(Random& random, const World& world)
{
    std::vector<std::string> all;
    for (std::size_t i = 0; i < world.entities.size(); ++i) {
        const EntityKind& kind = world.entities[i];
        std::set<std::string> ids;
        for (int tries = 0; tries < 4; ++tries)
            ids.insert(entityId(random, world, kind.name));
        for (const std::string& id : ids)
            all.push_back("{\"uid\":" + uidJson(kind.name, id) +
                          ",\"attrs\":" + attributesJson(random, world, *kind.attributes) +
                          ",\"parents\":" + parentsJson(random, world, kind, {i, id}) +
                          tagsJson(random, world, kind) + "}");
    }
    for (const ActionKind& action : world.actions)
        all.push_back(actionJson(action));
    return "[" + joined(all, ",\n") + "]";
}

} // namespace remit::test
