// SPDX-License-Identifier: Apache-2.0
#include "core/report/review.h"

#include "core/base/text.h"
#include "core/report/html.h"
#include "core/report/review_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace remit::report {
namespace {

std::size_t rowsWithNote(const Review& review, std::string_view note)
{
    return static_cast<std::size_t>(
        std::count_if(review.rows.begin(), review.rows.end(), [note](const auto& row) {
            return std::find(row.notes.begin(), row.notes.end(), note) != row.notes.end();
        }));
}

std::size_t rowsCrossing(const Review& review, decision::CrossingKind kind)
{
    return static_cast<std::size_t>(
        std::count_if(review.rows.begin(), review.rows.end(), [kind](const auto& row) {
            return std::any_of(row.crossings.begin(), row.crossings.end(),
                               [kind](const auto& crossing) { return crossing.kind == kind; });
        }));
}

void addCounted(std::vector<std::string>& sentences, std::size_t count, std::string_view rest)
{
    if (count > 0)
        sentences.push_back(fmt::format("{} call{} {}", count, count == 1 ? "" : "s", rest));
}

std::string contents()
{
    static constexpr std::pair<std::string_view, std::string_view> kSections[] = {
        {"replayed", "What was replayed"},
        {"crossings", "Crossings"},
        {"undecidable", "What could not be decided"},
        {"findings", "Findings about the delegation"},
        {"tests", "Policy tests"},
        {"coverage", "Coverage"},
        {"timings", "What deciding continuously finds"},
        {"comparison", "Comparison"},
        {"limits", "What was not modelled"},
        {"frameworks", "Evidence by framework"},
        {"policies", "The policies"},
    };
    std::string list = "<nav><ul>\n";
    for (const auto& [id, title] : kSections)
        list += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", id, title);
    return list + "</ul></nav>\n";
}

} // namespace

std::vector<std::string> notModelled(const Review& review)
{
    std::vector<std::string> said;
    const decision::Setup& setup = *review.setup;
    if (setup.authority == decision::Authority::NotModelled)
        said.emplace_back("Authority is not modelled: who delegated what to whom was not decided. "
                          "Calls were decided by the policies alone.");
    else if (setup.rootEntitlement == decision::RootEntitlement::Assumed)
        said.emplace_back("What the people at the root of a chain may do themselves is assumed, "
                          "not decided.");
    if (!setup.schema)
        said.emplace_back("There is no schema: names and types in the policies were not checked.");
    if (setup.verifiedSources.empty())
        said.emplace_back("No trace source is declared to have verified identities: who acted is "
                          "taken as it was recorded.");
    if (setup.tools.empty())
        said.emplace_back("No tool list is at hand: arguments were not checked against the form "
                          "that a tool declares.");
    addCounted(said, rowsCrossing(review, decision::CrossingKind::UnknownTool),
               "name a tool that the workspace does not know.");
    addCounted(said, rowsWithNote(review, "asserted-identity"),
               "rest on an identity that the trace asserts and nobody verified.");
    addCounted(said, rowsWithNote(review, "time-assumed"),
               "have no recorded time; the order of the recording stands for it.");
    addCounted(said, rowsWithNote(review, "novel-data"),
               "name a resource that no entity file holds.");
    addCounted(said, static_cast<std::size_t>(review.summary.allowWithSkippedForbid),
               "were allowed while a forbid could not be evaluated and was skipped.");
    addCounted(said, static_cast<std::size_t>(review.summary.undecidable),
               "could not be decided, since facts were not recorded.");
    for (const std::string& problem : review.traceProblems)
        said.push_back("A trace could not be read in full: " + problem);
    if (!review.findings)
        said.emplace_back("Findings of the delegation graph were not looked for.");
    return said;
}

std::string reviewReport(const Review& review, Medium medium)
{
    std::string body = parts::heading(review) + parts::headline(review, medium);
    if (medium == Medium::Screen)
        body += contents();
    body += parts::replayed(review) + parts::crossings(review) + parts::undecidable(review) +
            parts::findings(review) + parts::tests(review) + parts::coverage(review) +
            parts::timings(review) + parts::comparison(review) + parts::limits(review) +
            parts::frameworks(review) + parts::policies(review);
    const std::string title = "Review of " + review.setup->name;
    return medium == Medium::Screen ? htmlDocument(title, body) : htmlForPaper(title, body);
}

} // namespace remit::report
