// SPDX-License-Identifier: Apache-2.0
#include "core/replay/text.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::replay {

namespace {

using decision::CallVerdict;
using decision::Verdict;

const char* colourOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Allow:
        return "32";
    case Verdict::Deny:
    case Verdict::ApprovalRequired:
        return "31";
    case Verdict::Undecidable:
        return "33";
    case Verdict::Unreachable:
        return "2";
    }
    return "0";
}

std::string resourceText(const CallVerdict& row)
{
    return row.resource.empty() ? "(resource not known)" : shown(row.resource);
}

std::string reason(const CallVerdict& row)
{
    if (!row.crossings.empty())
        return row.crossings.front().message;
    if (row.undecidable == "ambiguous-requester")
        return "The trace does not say for whom the call is made.";
    if (row.verdict == Verdict::Undecidable)
        return "Not recorded, and needed: " + joined(row.unknown, ", ") + ".";
    return {};
}

std::string skippedLine(const decision::SkippedPolicy& skipped)
{
    return fmt::format("        skipped {} {}: {}\n", skipped.forbid ? "forbid" : "permit",
                       shown(skipped.policy), shown(skipped.error));
}

std::string counted(std::int64_t count, const char* what)
{
    return count == 0 ? std::string() : fmt::format(", {} {}", count, what);
}

} // namespace

std::string TextOutput::verdictWord(const CallVerdict& row) const
{
    std::string word(decision::isCrossing(row.verdict) && !row.crossings.empty()
                         ? name(row.crossings.front().kind)
                         : name(row.verdict));
    word.resize(std::max<std::size_t>(word.size(), 18), ' ');
    return m_colour ? fmt::format("\x1b[{}m{}\x1b[0m", colourOf(row.verdict), word) : word;
}

std::string TextOutput::lines(const CallVerdict& row)
{
    std::string text;
    if (!m_any || row.run != m_run)
        text += fmt::format("{}{}  {}\n", m_any ? "\n" : "", shown(row.run),
                            row.agent.empty() ? "(agent not recorded)" : shown(row.agent));
    m_any = true;
    m_run = row.run;
    text += fmt::format("  {:>4}  {} {}  {}\n", row.step, verdictWord(row), shown(row.tool),
                        resourceText(row));
    if (const std::string why = reason(row); !why.empty())
        text += "        " + shown(why) + "\n";
    if (row.asKnownThen)
        text += fmt::format("        as known then: {}\n", name(*row.asKnownThen));
    for (const decision::SkippedPolicy& skipped : row.skipped)
        text += skippedLine(skipped);
    return text;
}

std::string summaryText(const decision::ReplaySummary& summary, const decision::Setup& setup)
{
    std::string text =
        fmt::format("{} {}, {} {}: {} allowed", summary.runs, summary.runs == 1 ? "run" : "runs",
                    summary.calls, summary.calls == 1 ? "call" : "calls", summary.allow);
    text += counted(summary.deny, "denied");
    text += counted(summary.approvalRequired,
                    summary.approvalRequired == 1 ? "needs approval" : "need approval");
    text += counted(summary.undecidable, "undecidable");
    text += counted(summary.unreachable, "unreachable") + ".\n";
    if (summary.allowWithSkippedForbid > 0)
        text += fmt::format("{} allowed although a forbid ended with an error and was skipped.\n",
                            summary.allowWithSkippedForbid);
    if (summary.authenticNotAuthorised)
        text += fmt::format("{} authentic, not authorised.\n", *summary.authenticNotAuthorised);
    if (setup.authority == decision::Authority::NotModelled)
        text += "Authority is not modelled: who was authenticated and delegated is unknown.\n";
    return text;
}

} // namespace remit::replay
