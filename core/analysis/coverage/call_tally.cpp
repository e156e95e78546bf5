// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/coverage/call_tally.h"

namespace remit::analysis {

namespace {

void addVerdict(CallTally::Verdicts& to, decision::Verdict verdict)
{
    ++to.calls;
    to.allowed += verdict == decision::Verdict::Allow ? 1 : 0;
    to.crossed += decision::isCrossing(verdict) ? 1 : 0;
}

} // namespace

void CallTally::add(const decision::CallVerdict& row)
{
    if (row.verdict == decision::Verdict::Unreachable)
        return;
    ++calls;
    if (row.time && (!last || *last < *row.time))
        last = row.time;
    addVerdict(actions[row.action], row.verdict);
    for (const std::string& grant : row.chain)
        addVerdict(grants[grant], row.verdict);
    if (!row.agent.empty())
        ++agents[row.agent];
    for (const std::string* name : {&row.agent, &row.tool, &row.action})
        names.insert(*name);
    for (const auto* name : {&row.onBehalfOf, &row.credential, &row.workload, &row.task}) {
        if (*name)
            names.insert(**name);
    }
}

} // namespace remit::analysis
