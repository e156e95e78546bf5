// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/report/html.h"
#include "core/report/review_parts.h"

#include <fmt/format.h>

/// How far recorded calls and tests have exercised the policies.
namespace remit::report::parts {
namespace {

using analysis::CoverageReport;
using analysis::CoverageShare;
using analysis::CoverageSummary;
using analysis::CoveredClause;
using analysis::CoveredPolicy;
using analysis::Why;

struct ShareRow {
    std::string_view what;
    std::string_view meaning;
    CoverageShare CoverageSummary::*share;
};

constexpr ShareRow kShareRows[] = {
    {"Policies", "satisfied at least once", &CoverageSummary::policies},
    {"Clauses", "held, and did not hold", &CoverageSummary::clauses},
    {"Conditions", "truth values seen of their parts", &CoverageSummary::conditions},
    {"Actions", "called", &CoverageSummary::actions},
    {"Grants", "used", &CoverageSummary::grants},
    {"Findings", "touched by a call", &CoverageSummary::findings},
};

std::string evidenceTitle(const CoverageReport& report)
{
    return fmt::format("By {} ({} call{})", report.evidence, report.calls,
                       report.calls == 1 ? "" : "s");
}

std::string shareTable(const Review& review)
{
    HtmlTable table;
    table.head = {"Part", "Counts as covered when"};
    for (const CoverageReport& report : review.coverage)
        table.head.push_back(evidenceTitle(report));
    for (const ShareRow& row : kShareRows) {
        std::vector<std::string> cells{std::string(row.what), std::string(row.meaning)};
        std::int64_t total = 0;
        for (const CoverageReport& report : review.coverage) {
            const CoverageShare& share = report.summary.*row.share;
            cells.push_back(
                fmt::format("{} of {} ({:.0f} %)", share.covered, share.total, share.percent()));
            total += share.total;
        }
        if (total > 0)
            table.rows.push_back(std::move(cells));
    }
    return toHtml(table);
}

std::string missingHtml(std::string_view what, const std::optional<Why>& why)
{
    return why ? fmt::format("{} <span class=\"muted\">{}</span>", what, markupText(why->text))
               : std::string();
}

std::string bothHtml(const std::string& one, const std::string& other)
{
    return one.empty() || other.empty() ? one + other : one + "<br>" + other;
}

std::string missingOf(const CoveredPolicy& policy)
{
    return policy.neverInScope ? missingHtml("never in scope", policy.neverInScope)
                               : missingHtml("never satisfied", policy.neverSatisfied);
}

/// Of a policy that no call reaches, its clauses say nothing more.
std::string missingOf(const CoveredPolicy& policy, const CoveredClause& clause)
{
    if (policy.neverInScope)
        return {};
    return bothHtml(missingHtml("never held", clause.neverHeld),
                    missingHtml("always held", clause.neverFailed));
}

std::string policyTitle(const CoveredPolicy& policy)
{
    const std::string link =
        fmt::format("<a href=\"#policy-{}\">{}</a>", htmlAnchor(policy.id), markupText(policy.id));
    return policy.grants.empty() ? link : markupText("scope of " + joined(policy.grants, ", "));
}

std::string clauseText(const CoveredPolicy& policy, const CoveredClause& clause)
{
    return policy.source ? htmlCode(shown(policy.source->text(clause.span)))
                         : std::string("clause");
}

/// The row where at least one report has something to say.
void addRow(HtmlTable& table, std::string part, std::vector<std::string> missing)
{
    if (std::all_of(missing.begin(), missing.end(), [](const auto& one) { return one.empty(); }))
        return;
    for (std::string& one : missing)
        one = one.empty() ? "<span class=\"allow\">✔ covered</span>" : one;
    missing.insert(missing.begin(), std::move(part));
    table.rows.push_back(std::move(missing));
}

/// The reports are of one setup: their policies and clauses stand in the same order.
std::string missingTable(const Review& review)
{
    HtmlTable table;
    table.head = {"Part"};
    for (const CoverageReport& report : review.coverage)
        table.head.push_back(evidenceTitle(report));
    const CoverageReport& first = review.coverage.front();
    for (std::size_t i = 0; i < first.policies.size(); ++i) {
        const CoveredPolicy& policy = first.policies[i];
        std::vector<std::string> missing;
        for (const CoverageReport& report : review.coverage)
            missing.push_back(missingOf(report.policies.at(i)));
        addRow(table, policyTitle(policy), std::move(missing));
        for (std::size_t j = 0; j < policy.clauses.size(); ++j) {
            std::vector<std::string> ofClause;
            for (const CoverageReport& report : review.coverage)
                ofClause.push_back(missingOf(report.policies[i], report.policies[i].clauses.at(j)));
            addRow(table, policyTitle(policy) + "<br>" + clauseText(policy, policy.clauses[j]),
                   std::move(ofClause));
        }
        if (table.rows.size() > kMostReportRows)
            break;
    }
    if (table.rows.empty())
        return "<p>Every policy was satisfied, and every clause seen to hold and not to "
               "hold.</p>\n";
    return "<h3>What was not tried</h3>\n" + toHtml(table);
}

} // namespace

std::string coverage(const Review& review)
{
    if (review.coverage.empty())
        return section("coverage", "Coverage", "<p>Coverage was not measured.</p>\n");
    return section("coverage", "Coverage",
                   "<p>A part that no call has tried may be right or wrong: nothing here tells. "
                   "Counted where the engine evaluated, for recorded calls and for policy tests "
                   "apart.</p>\n" +
                       shareTable(review) + missingTable(review));
}

} // namespace remit::report::parts
