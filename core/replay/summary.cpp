// SPDX-License-Identifier: Apache-2.0
#include "core/replay/summary.h"

#include <algorithm>

namespace remit::replay {

using decision::CallVerdict;
using decision::ReplaySummary;
using decision::Verdict;

ReplaySummary emptySummary(const decision::Setup& setup)
{
    ReplaySummary summary;
    if (setup.authority == decision::Authority::Modelled)
        summary.authenticNotAuthorised = 0;
    return summary;
}

void count(ReplaySummary& summary, const CallVerdict& row)
{
    ++summary.calls;
    switch (row.verdict) {
    case Verdict::Allow:
        ++summary.allow;
        break;
    case Verdict::Deny:
        ++summary.deny;
        break;
    case Verdict::ApprovalRequired:
        ++summary.approvalRequired;
        break;
    case Verdict::Undecidable:
        ++summary.undecidable;
        break;
    case Verdict::Unreachable:
        ++summary.unreachable;
        break;
    }
    const bool skippedForbid = std::any_of(row.skipped.begin(), row.skipped.end(),
                                           [](const auto& one) { return one.forbid; });
    if (row.verdict == Verdict::Allow && skippedForbid)
        ++summary.allowWithSkippedForbid;
    if (summary.authenticNotAuthorised && row.triad.authenticated == true &&
        row.triad.delegated == false)
        ++*summary.authenticNotAuthorised;
}

void add(ReplaySummary& summary, const ReplaySummary& part)
{
    summary.runs += part.runs;
    summary.calls += part.calls;
    summary.allow += part.allow;
    summary.deny += part.deny;
    summary.approvalRequired += part.approvalRequired;
    summary.undecidable += part.undecidable;
    summary.unreachable += part.unreachable;
    summary.allowWithSkippedForbid += part.allowWithSkippedForbid;
    if (summary.authenticNotAuthorised && part.authenticNotAuthorised)
        *summary.authenticNotAuthorised += *part.authenticNotAuthorised;
}

} // namespace remit::replay
