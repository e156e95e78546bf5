// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/coverage_counts.h"

namespace remit::cedar {

namespace {

void addCounts(NodeCounts& to, const NodeCounts& more)
{
    to.isTrue += more.isTrue;
    to.isFalse += more.isFalse;
    to.other += more.other;
    to.failed += more.failed;
}

} // namespace

void PolicyCounts::add(const PolicyCounts& more)
{
    principalMatched = principalMatched || more.principalMatched;
    actionMatched = actionMatched || more.actionMatched;
    resourceMatched = resourceMatched || more.resourceMatched;
    inScope += more.inScope;
    setAside += more.setAside;
    satisfied += more.satisfied;
    failed += more.failed;
    if (nodes.size() < more.nodes.size())
        nodes.resize(more.nodes.size());
    for (std::size_t i = 0; i < more.nodes.size(); ++i)
        addCounts(nodes[i], more.nodes[i]);
    // The same whatever the order of the threads: the least place, then the least words.
    if (more.firstError &&
        (!firstError || std::pair(more.firstError->span, more.firstError->message) <
                            std::pair(firstError->span, firstError->message)))
        firstError = more.firstError;
}

void ProgramCounts::add(const ProgramCounts& more)
{
    evaluations += more.evaluations;
    if (policies.size() < more.policies.size())
        policies.resize(more.policies.size());
    for (std::size_t i = 0; i < more.policies.size(); ++i)
        policies[i].add(more.policies[i]);
}

void CoverageCounts::add(const CoverageCounts& more)
{
    for (const auto& [program, counts] : more.programs)
        programs[program].add(counts);
}

} // namespace remit::cedar
