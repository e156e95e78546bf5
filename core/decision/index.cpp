// SPDX-License-Identifier: Apache-2.0
#include "core/decision/index.h"

#include <set>

namespace remit::decision {

namespace {

bool anyReadsDelegation(const Setup& setup, const ProgramNeeds& ofWorkspace)
{
    const cedar::ContextPath delegation{"delegation"};
    if (ofWorkspace.reads(delegation))
        return true;
    std::set<const cedar::Program*> seen;
    for (const auto& [grant, scope] : setup.scopes) {
        if (seen.insert(scope.program.get()).second &&
            ProgramNeeds(*scope.program).reads(delegation))
            return true;
    }
    return false;
}

} // namespace

Decider::Index::Index(const Setup& setup)
    : tools(setup)
    , needs(*setup.program)
    , chains(setup)
    , readsDelegation(anyReadsDelegation(setup, needs))
    , registry(setup.registry ? setup.registry : std::make_shared<const authority::Registry>())
    , history(std::make_shared<const authority::History>(*registry,
                                                         std::vector<authority::LifecycleEvent>()))
{}

} // namespace remit::decision
