// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings.h"

#include "core/analysis/findings/finders.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace remit::analysis {
namespace {

constexpr std::array kFinders{
    findAmplifying,
    findUndelegated,
    findConfusedDeputies,
    findUnrooted,
    findOrphans,
    findUnbound,
    findWithoutExpiry,
    findLongLived,
    findCycles,
    findTooDeep,
    findReusedIdentities,
    findSeparationOfDuty,
    findToxicCombinations,
    findDrift,
    findUnenforceable,
    findDormant,
    findCosmeticNarrowing,
    findImpersonation,
    findPivots,
    findOffPlan,
};

std::string exampleJson(const Counterexample& example)
{
    if (example.isCall())
        return fmt::format(R"({{"run":{},"step":{}}})", jsonQuoted(example.run), example.step);
    if (!example.request)
        return "null";
    return fmt::format(
        R"({{"principal":{},"action":{},"resource":{},"context":{},"allowedBy":{},"deniedBy":{}}})",
        jsonQuoted(toText(example.request->principal)), jsonQuoted(toText(example.request->action)),
        jsonQuoted(toText(example.request->resource)), jsonQuoted(toText(example.request->context)),
        jsonQuoted(example.allowedBy), jsonQuoted(example.deniedBy));
}

template <class List>
std::string jsonList(const List& list)
{
    std::string text;
    for (const auto& each : list)
        text += (text.empty() ? "" : ",") + jsonQuoted(each);
    return "[" + text + "]";
}

} // namespace

std::string Finding::id() const
{
    return std::string(name(kind)) + ':' + joined(subjects, ":");
}

Result<std::vector<Finding>> findingsOf(const FindingsInput& input, const JobControl& job)
{
    authority::Reaches reaches(input.estate);
    FindingLog log(input, reaches);
    for (std::size_t i = 0; i < kFinders.size(); ++i) {
        if (job.cancelled())
            return failure(ErrorCode::Cancelled, "Looking for findings was stopped.");
        job.tell(i, kFinders.size());
        kFinders[i](log);
    }
    std::vector<Finding> found = log.take();
    std::stable_sort(found.begin(), found.end(), [](const Finding& a, const Finding& b) {
        return std::tuple(a.severity, a.kind, a.id()) < std::tuple(b.severity, b.kind, b.id());
    });
    return found;
}

std::string toJson(const Finding& finding, const SourceText& source)
{
    std::string place = "null";
    if (!finding.place.file.empty()) {
        const Position at = source.position(finding.place.span.begin);
        place = fmt::format(R"({{"file":{},"line":{},"column":{}}})",
                            jsonQuoted(finding.place.file), at.line, at.column);
    }
    return fmt::format(
        R"({{"id":{},"kind":"{}","severity":"{}","message":{},"help":{},"state":{},"subjects":{},"frameworks":{},"place":{},"example":{}}})",
        jsonQuoted(finding.id()), name(finding.kind), severityName(finding.severity),
        jsonQuoted(finding.message), jsonQuoted(finding.help),
        finding.state.empty() ? "null" : jsonQuoted(finding.state), jsonList(finding.subjects),
        jsonList(frameworkIds(finding.kind)), place, exampleJson(finding.example));
}

Diagnostic asDiagnostic(const Finding& finding)
{
    Diagnostic diagnostic;
    diagnostic.code = "finding/" + std::string(name(finding.kind));
    diagnostic.severity = finding.severity;
    diagnostic.message = finding.message;
    if (!finding.state.empty())
        diagnostic.message += " (" + finding.state + ")";
    diagnostic.file = finding.place.file;
    diagnostic.span = finding.place.span;
    diagnostic.help = finding.help;
    return diagnostic;
}

} // namespace remit::analysis
