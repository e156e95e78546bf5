// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/report/html.h"
#include "core/report/review_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

/// What was replayed, and what became of the calls.
namespace remit::report::parts {
namespace {

using decision::CallVerdict;
using decision::Verdict;

struct VerdictLook {
    std::string_view sign;
    std::string_view word;
    std::string_view style;
};

VerdictLook lookOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Allow:
        return {"✔", "allow", "allow"};
    case Verdict::Deny:
        return {"✖", "deny", "deny"};
    case Verdict::ApprovalRequired:
        return {"⧗", "approval required", "approval"};
    case Verdict::Undecidable:
        return {"?", "undecidable", "undecided"};
    case Verdict::Unreachable:
        return {"–", "unreachable", "undecided"};
    }
    return {"?", "undecidable", "undecided"};
}

std::string countedVerdict(std::int64_t count, Verdict verdict)
{
    return fmt::format("<b>{}</b>{}", count, verdictHtml(verdict));
}

/// What a run came to.
struct RunCount {
    std::size_t calls = 0;
    std::size_t crossings = 0;
    std::size_t undecidable = 0;
    std::string agent;
    std::string task;
};

std::map<std::string, RunCount> countedRuns(const Review& review)
{
    std::map<std::string, RunCount> runs;
    for (const CallVerdict& row : review.rows) {
        RunCount& run = runs[row.run];
        ++run.calls;
        run.crossings += decision::isCrossing(row.verdict) ? 1 : 0;
        run.undecidable += row.verdict == Verdict::Undecidable ? 1 : 0;
        run.agent = run.agent.empty() ? row.agent : run.agent;
        run.task = run.task.empty() ? row.task.value_or("") : run.task;
    }
    return runs;
}

std::string originHtml(const Review& review, const std::string& run)
{
    const auto found = review.origins.find(run);
    if (found == review.origins.end())
        return "<span class=\"muted\">not known</span>";
    const std::string file = found->second.file.substr(found->second.file.find_last_of('/') + 1);
    return markupText(file) + (found->second.imported ? " (imported)" : "");
}

/// Rows of the table, and a last line for those that are left out.
std::string cutTable(HtmlTable table)
{
    if (table.rows.size() <= kMostReportRows)
        return toHtml(table);
    const std::size_t left = table.rows.size() - kMostReportRows;
    table.rows.resize(kMostReportRows);
    return toHtml(table) + fmt::format("<p class=\"muted\">{} more rows are left out; `remit "
                                       "replay --format jsonl` lists all.</p>\n",
                                       left);
}

std::string reviewState(const Review& review, const CallVerdict& row)
{
    const auto key = analysis::crossingKey(row);
    const analysis::Review* said = key ? review.reviews.settledBy(*key, review.madeAt) : nullptr;
    if (said == nullptr)
        return "open";
    std::string text(analysis::name(said->state));
    if (!said->owner.empty())
        text += ", " + said->owner;
    if (!said->reason.empty())
        text += ": " + said->reason;
    return text;
}

std::string whoHtml(const CallVerdict& row)
{
    std::string who = htmlCode(row.agent);
    if (row.onBehalfOf && *row.onBehalfOf != row.agent)
        who += " for " + htmlCode(*row.onBehalfOf);
    if (row.task)
        who += "<br><span class=\"muted\">" + markupText(*row.task) + "</span>";
    return who;
}

std::string whyHtml(const CallVerdict& row)
{
    std::string why;
    for (const decision::Crossing& crossing : row.crossings) {
        why += why.empty() ? "" : "<br>";
        why += markupText(crossing.message);
        if (crossing.hop)
            why += fmt::format(" <span class=\"muted\">(hop {})</span>", *crossing.hop);
        for (const std::string& policy : crossing.policies)
            why += fmt::format(" <a href=\"#policy-{}\">{}</a>", htmlAnchor(policy),
                               markupText(policy));
    }
    return why;
}

std::string stepHtml(const CallVerdict& row, bool anchored)
{
    const std::string where =
        fmt::format("{} <span class=\"muted\">step {}</span>{}", markupText(row.run), row.step,
                    row.time ? "<br><span class=\"muted\">" + rfc3339(*row.time) + "</span>" : "");
    return anchored ? fmt::format("<span id=\"{}\">{}</span>", callAnchor(row.run, row.step), where)
                    : where;
}

std::string triadWord(decision::Tristate value)
{
    return !value ? "not known" : *value ? "yes" : "no";
}

std::string crossingTable(const Review& review, std::string_view kind)
{
    HtmlTable table;
    table.head = {"Call",  "Who", "What", "Verdict", "Why", "Authenticated, delegated, permitted",
                  "Review"};
    for (const CallVerdict& row : review.rows) {
        if (!decision::isCrossing(row.verdict) || row.crossings.empty() ||
            decision::name(row.crossings.front().kind) != kind)
            continue;
        table.rows.push_back({stepHtml(row, true), whoHtml(row),
                              markupText(row.tool) + "<br>" + htmlCode(row.resource),
                              verdictHtml(row.verdict), whyHtml(row),
                              triadWord(row.triad.authenticated) + ", " +
                                  triadWord(row.triad.delegated) + ", " +
                                  triadWord(row.triad.permitted),
                              markupText(reviewState(review, row))});
    }
    return fmt::format("<h3 id=\"crossing-{0}\">{0} <span class=\"muted\">({1})</span></h3>\n",
                       kind, table.rows.size()) +
           cutTable(std::move(table));
}

} // namespace

std::string verdictHtml(Verdict verdict)
{
    const VerdictLook look = lookOf(verdict);
    return fmt::format("<span class=\"{}\">{} {}</span>", look.style, look.sign, look.word);
}

std::string callAnchor(const std::string& run, std::int64_t step)
{
    return fmt::format("call-{}-{}", htmlAnchor(run), step);
}

std::string section(const std::string& id, const std::string& title, const std::string& body)
{
    return fmt::format("<section>\n<h2 id=\"{}\">{}</h2>\n{}</section>\n", id, title, body);
}

std::string heading(const Review& review)
{
    const decision::Setup& setup = *review.setup;
    std::string text = "<h1>Review of " + markupText(setup.name) + "</h1>\n";
    if (!review.snapshot.settings.description.empty())
        text += "<p>" + markupText(review.snapshot.settings.description) + "</p>\n";
    HtmlTable facts;
    facts.head = {"", ""};
    facts.rows = {
        {"Made", markupText(rfc3339(review.madeAt)) + " by " + markupText(review.program)},
        {"Revision", htmlCode(setup.revision)},
        {"Engine", htmlCode(review.engine) + ", Cedar 4.5, semantics/1, facts/1"},
        {"Replay", std::string(review.mode == replay::Mode::Isolated
                                   ? "isolated: every call on the recorded history"
                                   : "consequential: what follows a crossing is unreachable") +
                       (review.timing == replay::Timing::FrontLoaded
                            ? "; authority decided once a session"
                            : "; each call decided at its own time")},
    };
    return text + toHtml(facts);
}

std::string headline(const Review& review, Medium medium)
{
    const decision::ReplaySummary& sum = review.summary;
    std::vector<std::string> numbers{
        fmt::format("<b>{}</b>runs", sum.runs),
        fmt::format("<b>{}</b>calls", sum.calls),
        countedVerdict(sum.allow, Verdict::Allow),
        countedVerdict(sum.deny, Verdict::Deny),
        countedVerdict(sum.approvalRequired, Verdict::ApprovalRequired),
        countedVerdict(sum.undecidable, Verdict::Undecidable),
    };
    if (sum.unreachable > 0)
        numbers.push_back(countedVerdict(sum.unreachable, Verdict::Unreachable));
    if (sum.authenticNotAuthorised)
        numbers.push_back(
            fmt::format("<b>{}</b>authentic, not authorised", *sum.authenticNotAuthorised));
    if (medium == Medium::Paper) {
        HtmlTable table;
        table.rows.push_back(numbers);
        return toHtml(table);
    }
    std::string list = "<ul class=\"numbers\">\n";
    for (const std::string& number : numbers)
        list += "<li>" + number + "</li>\n";
    return list + "</ul>\n";
}

std::string replayed(const Review& review)
{
    HtmlTable table;
    table.head = {"Run", "Recorded in", "Agent", "Task", "Calls", "Crossings", "Undecidable"};
    for (const auto& [run, count] : countedRuns(review))
        table.rows.push_back({markupText(run), originHtml(review, run), htmlCode(count.agent),
                              markupText(count.task), std::to_string(count.calls),
                              std::to_string(count.crossings), std::to_string(count.undecidable)});
    if (table.rows.empty())
        return section("replayed", "What was replayed",
                       "<p>No recorded run was replayed: this report says nothing about "
                       "behaviour.</p>\n");
    return section("replayed", "What was replayed", cutTable(std::move(table)));
}

std::string crossings(const Review& review)
{
    std::map<std::string, std::size_t> kinds;
    for (const CallVerdict& row : review.rows) {
        if (decision::isCrossing(row.verdict) && !row.crossings.empty())
            ++kinds[std::string(decision::name(row.crossings.front().kind))];
    }
    std::string body = kinds.empty()
                           ? "<p>No recorded call crosses a boundary.</p>\n"
                           : "<p>Calls that the policies or the delegation would not have "
                             "let pass, by the first boundary that each crosses.</p>\n";
    for (const auto& [kind, count] : kinds)
        body += crossingTable(review, kind);
    return section("crossings", "Crossings", body);
}

std::string undecidable(const Review& review)
{
    HtmlTable table;
    table.head = {"Call", "Who", "What", "Why", "Not recorded"};
    for (const CallVerdict& row : review.rows) {
        if (row.verdict != Verdict::Undecidable)
            continue;
        std::string facts;
        for (const std::string& fact : row.unknown)
            facts += (facts.empty() ? "" : ", ") + htmlCode(fact);
        table.rows.push_back({stepHtml(row, true), whoHtml(row),
                              markupText(row.tool) + "<br>" + htmlCode(row.resource),
                              markupText(row.undecidable), facts});
    }
    if (table.rows.empty())
        return section("undecidable", "What could not be decided",
                       "<p>Every call could be decided from what was recorded.</p>\n");
    return section("undecidable", "What could not be decided",
                   "<p>What was not recorded is unknown, and an unknown is never a pass.</p>\n" +
                       cutTable(std::move(table)));
}

std::string comparison(const Review& review)
{
    if (!review.comparison)
        return section("comparison", "Comparison", "<p>No other revision was compared.</p>\n");
    const ComparedRevision& other = *review.comparison;
    std::string body = fmt::format("<p>The same calls under {} ({}): {} change{} verdict.</p>\n",
                                   markupText(other.name), htmlCode(other.revision), other.changed,
                                   other.changed == 1 ? "s" : "");
    if (other.changes.size() < other.changed)
        body += fmt::format("<p>The first {} are listed.</p>\n", other.changes.size());
    HtmlTable table;
    table.head = {"Call", "Here", "There", "Because"};
    for (const analysis::CallChange& change : other.changes)
        table.rows.push_back({stepHtml(change.before, false), verdictHtml(change.before.verdict),
                              verdictHtml(change.after.verdict),
                              markupText(analysis::sentence(analysis::causeOf(change)))});
    return section("comparison", "Comparison",
                   table.rows.empty() ? body : body + cutTable(std::move(table)));
}

} // namespace remit::report::parts
