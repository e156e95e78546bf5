// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/redelegated.h"

#include "core/cedar/syntax/parser.h"

namespace remit::analysis {
namespace {

decision::GrantScope scopeOf(const Redelegation& added)
{
    decision::GrantScope scope;
    scope.file = "grants/" + added.grant.id + ".cedar";
    scope.source = std::make_shared<const SourceText>(scope.file, added.scope);
    cedar::PolicySet policies;
    for (cedar::Policy& policy : cedar::parsePolicies(added.scope).policies)
        static_cast<void>(policies.add(std::make_shared<const cedar::Policy>(std::move(policy))));
    scope.program = cedar::Program::compile(policies);
    return scope;
}

} // namespace

std::shared_ptr<const decision::Setup>
withRedelegations(const std::shared_ptr<const decision::Setup>& setup,
                  const std::vector<WhatIfEvent>& events)
{
    const authority::Registry& registry = *setup->registry;
    authority::Objects objects{registry.tasks(), registry.credentials(), registry.grants(),
                               registry.actors()};
    auto changed = std::make_shared<decision::Setup>(*setup);
    bool any = false;
    for (const WhatIfEvent& event : events) {
        if (std::holds_alternative<trace::Approve>(event.what)) {
            changed->authoritySources.emplace_back(kWhatIfFormat);
            any = true;
        }
        if (const auto* added = std::get_if<Redelegation>(&event.what)) {
            objects.grants.push_back(added->grant);
            changed->scopes[added->grant.id] = scopeOf(*added);
            any = true;
        }
    }
    if (!any)
        return setup;
    Diagnostics none; // those of the new grants are told when they are read
    changed->registry = std::make_shared<const authority::Registry>(std::move(objects), none);
    return changed;
}

} // namespace remit::analysis
