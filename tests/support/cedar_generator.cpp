// SPDX-License-Identifier: Apache-2.0
#include "tests/support/cedar_generator.h"

#include "tests/support/generator/entities.h"
#include "tests/support/generator/policies.h"
#include "tests/support/generator/values.h"

namespace remit::test {
namespace {

const std::string& someType(Random& random, const World& world,
                            const std::vector<std::string>& usual)
{
    return usual.empty() || random.percent(8) ? random.pick(world.entities).name
                                              : random.pick(usual);
}

GeneratedRequest makeRequest(Random& random, const World& world)
{
    const ActionKind& action = random.percent(95)
                                   ? world.actions[1 + random.below(world.actions.size() - 1)]
                                   : random.pick(world.actions);
    const std::string& principal = someType(random, world, action.principals);
    const std::string& resource = someType(random, world, action.resources);
    const ActionKind& contextOf = random.percent(95) ? action : random.pick(world.actions);
    return {uidJson(principal, entityId(random, world, principal)), uidJson("Action", action.id),
            uidJson(resource, entityId(random, world, resource)),
            valueJson(random, world, *contextOf.context)};
}

} // namespace

std::string GeneratedRequest::json() const
{
    return R"({"principal":)" + principal + R"(,"action":)" + action + R"(,"resource":)" +
           resource + R"(,"context":)" + context + "}";
}

std::string GeneratedCase::text() const
{
    std::string out = "// seed " + std::to_string(seed) + "\n" + schema + "\n";
    for (const GeneratedPolicy& policy : policies)
        out += "// " + policy.id + "\n" + policy.text + "\n";
    for (const GeneratedLink& link : links)
        out += "// " + link.id + " links " + link.templateId + " " + link.principal.value_or("") +
               " " + link.resource.value_or("") + "\n";
    return out + entities + "\n";
}

GeneratedCase generateCase(std::uint64_t seed, int requests)
{
    Random random(seed);
    const World world = makeWorld(random);
    GeneratedCase made;
    made.seed = seed;
    made.schema = world.schemaText();
    makePolicies(random, world, made);
    made.entities = entitiesJson(random, world);
    for (int i = 0; i < requests; ++i)
        made.requests.push_back(makeRequest(random, world));
    return made;
}

} // namespace remit::test
