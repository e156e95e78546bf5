// SPDX-License-Identifier: Apache-2.0
#include "tests/support/generator/policies.h"

#include "core/base/text.h"
#include "tests/support/generator/expressions.h"
#include "tests/support/generator/values.h"

namespace remit::test {
namespace {

Environment makeEnvironment(Random& random, const World& world)
{
    const ActionKind& action = world.actions[1 + random.below(world.actions.size() - 1)];
    return {random.pick(action.principals), &action, random.pick(action.resources)};
}

/// A third is well-typed (as far as one request environment goes), a third nearly, a third wild.
Temper makeTemper(Random& random)
{
    switch (random.below(3)) {
    case 0:
        return {};
    case 1:
        return {2, 5, 2};
    default:
        return {12, 25, 8};
    }
}

/// What a scope says of the principal or the resource. `slot`: as a template would.
std::string constraint(Random& random, const World& world, const std::string& variable,
                       const std::string& type, bool slot)
{
    const std::string& other = random.pick(world.entities).name;
    const std::string above = uidText(other, entityId(random, world, other));
    const std::string entity = slot ? "?" + variable : above;
    switch (random.below(slot ? 3 : 7)) {
    case 0:
        return variable + " == " + (slot ? entity : uidText(type, entityId(random, world, type)));
    case 1:
        return variable + " in " + entity;
    case 2:
        return variable + " is " + type + " in " + entity;
    case 3:
        return variable + " is " + type;
    default:
        return variable;
    }
}

std::string actionConstraint(Random& random, const World& world, const Environment& environment)
{
    const std::string own = uidText("Action", environment.action->id);
    switch (random.below(5)) {
    case 0:
        return "action == " + own;
    case 1:
        return "action in " + uidText("Action", random.pick(world.actions).id);
    case 2:
        return "action in [" + own + ", " + uidText("Action", random.pick(world.actions).id) + "]";
    case 3:
        return "action in [" + own + "]";
    default:
        return "action";
    }
}

struct Slots {
    bool principal = false;
    bool resource = false;
};

std::string policyText(Random& random, const World& world, Slots slots)
{
    const Environment environment = makeEnvironment(random, world);
    ExpressionGenerator expressions(random, world, environment, makeTemper(random));
    std::string text = random.percent(70) ? "permit(" : "forbid(";
    text += constraint(random, world, "principal", environment.principalType, slots.principal) +
            ", " + actionConstraint(random, world, environment) + ", " +
            constraint(random, world, "resource", environment.resourceType, slots.resource) + ")";
    for (std::size_t count = random.below(3); count > 0; --count)
        text += std::string(random.percent(75) ? "\nwhen { " : "\nunless { ") +
                expressions.boolean(static_cast<int>(1 + random.below(4))) + " }";
    return text + ";";
}

void addLinks(Random& random, const World& world, const GeneratedPolicy& policy, Slots slots,
              GeneratedCase& made)
{
    const auto uid = [&] {
        const std::string& type = random.pick(world.entities).name;
        return uidJson(type, entityId(random, world, type));
    };
    for (std::size_t count = random.below(4); count > 0; --count) {
        GeneratedLink link;
        link.id = "link" + std::to_string(made.links.size());
        link.templateId = policy.id;
        if (slots.principal)
            link.principal = uid();
        if (slots.resource)
            link.resource = uid();
        made.links.push_back(std::move(link));
    }
}

} // namespace

void makePolicies(Random& random, const World& world, GeneratedCase& made)
{
    const auto nextId = [&] { return "policy" + std::to_string(made.policies.size()); };
    for (std::size_t count = 1 + random.below(6); count > 0; --count)
        made.policies.push_back({nextId(), policyText(random, world, {}), false});
    for (std::size_t count = random.below(3); count > 0; --count) {
        Slots slots{random.percent(70), random.percent(50)};
        slots.principal = slots.principal || !slots.resource;
        made.policies.push_back({nextId(), policyText(random, world, slots), true});
        addLinks(random, world, made.policies.back(), slots, made);
    }
}

} // namespace remit::test
