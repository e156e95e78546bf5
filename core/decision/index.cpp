// SPDX-License-Identifier: Apache-2.0
#include "core/decision/index.h"

#include <set>

namespace remit::decision {

namespace {

/// Does some policy or scope look at that member of the context?
bool anyReads(const Setup& setup, const ProgramNeeds& ofWorkspace, const char* member)
{
    const cedar::ContextPath fact{member};
    if (ofWorkspace.reads(fact))
        return true;
    std::set<const cedar::Program*> seen;
    for (const auto& [grant, scope] : setup.scopes) {
        if (seen.insert(scope.program.get()).second && ProgramNeeds(*scope.program).reads(fact))
            return true;
    }
    return false;
}

} // namespace

Decider::Index::Index(const Setup& setup)
    : tools(setup)
    , needs(*setup.program)
    , chains(setup)
    , readsDelegation(anyReads(setup, needs, "delegation"))
    , readsProvenance(anyReads(setup, needs, "provenance"))
    , registry(setup.registry ? setup.registry : std::make_shared<const authority::Registry>())
    , history(std::make_shared<const authority::History>(*registry,
                                                         std::vector<authority::LifecycleEvent>()))
{}

} // namespace remit::decision
