// SPDX-License-Identifier: Apache-2.0
#include "core/assist/policies/node_types.h"

#include "core/assist/policies/typing.h"
#include "core/cedar/validate/problems.h"
#include "core/cedar/validate/scope.h"
#include "core/cedar/validate/type_checker.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace remit::assist {
namespace {

constexpr std::size_t kEnvironments = 2000; ///< enough to see every type; an editor waits for it

/// Records stay apart even when they are equal: their attributes are declared in different places.
void addNode(NodeTypes::Types& types, const cedar::TypePtr& type)
{
    if (type && type->kind == cedar::TypeKind::Record) {
        if (std::find(types.begin(), types.end(), type) == types.end())
            types.push_back(type);
        return;
    }
    addType(types, type);
}

} // namespace

NodeTypes::NodeTypes(const Model& model, const cedar::Policy& policy)
{
    if (!model.hasSchema())
        return;
    m_types.resize(policy.nodeCount);
    const cedar::Schema& schema = model.schema();
    const bool each = std::any_of(policy.conditions.begin(), policy.conditions.end(),
                                  [](const auto& next) { return mentionsAction(*next.body); });
    std::set<std::tuple<std::string, std::string, const cedar::Type*>> seen;
    cedar::Problems ignored(policy, {});
    cedar::TypeChecker checker(policy, schema, ignored);
    cedar::ScopeTypes(policy, schema).forEachAdmitted([&](const auto& environment) {
        const cedar::Action* action = schema.action(environment.action);
        if (!each && !seen.emplace(environment.principalType, environment.resourceType,
                                   action->context.get())
                          .second)
            return true;
        checker.checkConditions(environment);
        for (std::size_t id = 0; id < m_types.size(); ++id)
            addNode(m_types[id], checker.nodeTypes()[id]);
        return seen.size() < kEnvironments;
    });
}

std::vector<AttributeMeaning> meaningsOf(const Model& model, const NodeTypes::Types& bases,
                                         const std::string& name)
{
    std::vector<AttributeMeaning> meanings;
    for (const cedar::TypePtr& base : bases) {
        const cedar::AttributeTypes* attributes = attributesOf(model, *base);
        if (attributes == nullptr)
            continue;
        const auto found = attributes->find(name);
        if (found != attributes->end())
            meanings.push_back({base, &found->second});
    }
    return meanings;
}

} // namespace remit::assist
