// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/report/framework_map.h"
#include "core/report/html.h"
#include "core/report/review_parts.h"

#include <fmt/format.h>

#include <algorithm>

/// Findings, tests, frameworks, limits and the texts.
namespace remit::report::parts {
namespace {

std::string findingAnchor(const analysis::Finding& finding)
{
    return "finding-" + htmlAnchor(finding.id());
}

/// Is the call in one of the report's tables?
bool isListed(const Review& review, const std::string& run, std::int64_t step)
{
    return std::any_of(review.rows.begin(), review.rows.end(), [&](const auto& row) {
        const bool listed =
            decision::isCrossing(row.verdict) || row.verdict == decision::Verdict::Undecidable;
        return listed && row.step == step && row.run == run;
    });
}

std::string exampleHtml(const Review& review, const analysis::Finding& finding)
{
    const analysis::Counterexample& example = finding.example;
    const std::string call = fmt::format("{} step {}", markupText(example.run), example.step);
    if (example.isCall())
        return isListed(review, example.run, example.step)
                   ? fmt::format("<a href=\"#{}\">{}</a>", callAnchor(example.run, example.step),
                                 call)
                   : call;
    if (!example.request)
        return {};
    return htmlCode(fmt::format("{} does {} on {}", toText(example.request->principal),
                                toText(example.request->action),
                                toText(example.request->resource)));
}

std::string findingReview(const Review& review, const analysis::Finding& finding)
{
    const analysis::Review* said = review.reviews.ofFinding(finding.id());
    if (said == nullptr || (said->expires && *said->expires <= review.madeAt))
        return "open";
    return markupText(std::string(analysis::name(said->state)) +
                      (said->reason.empty() ? std::string() : ": " + said->reason));
}

bool isOpen(const Review& review, const analysis::Finding& finding)
{
    const analysis::Review* said = review.reviews.ofFinding(finding.id());
    return said == nullptr || said->state == analysis::ReviewState::Open ||
           (said->expires && *said->expires <= review.madeAt);
}

/// "MAESTRO L7" of "MAESTRO L7: repudiation".
std::string_view itemId(std::string_view id)
{
    return id.substr(0, id.find(": "));
}

bool mentionsApproval(const Review& review)
{
    return std::any_of(review.setup->policySources.begin(), review.setup->policySources.end(),
                       [](const auto& source) {
                           return source.second->text().find("approval") != std::string_view::npos;
                       });
}

void addConditions(const Review& review, EvidenceAtHand& hand)
{
    const decision::Setup& setup = *review.setup;
    if (setup.authority == decision::Authority::Modelled)
        hand.conditions.insert("authority");
    if (!setup.tools.empty())
        hand.conditions.insert("tools");
    std::set<std::string> agents;
    for (const decision::CallVerdict& row : review.rows)
        agents.insert(row.agent);
    if (agents.size() > 1)
        hand.conditions.insert("agents");
    if (mentionsApproval(review))
        hand.conditions.insert("approvals");
}

EvidenceAtHand atHand(const Review& review)
{
    EvidenceAtHand hand;
    hand.calls = review.rows.size();
    hand.tests = review.tests.tests.size();
    addConditions(review, hand);
    hand.sources = {"revision"};
    if (!review.rows.empty())
        hand.sources.insert({"replay", "crossings", "provenance", "undecidable"});
    if (review.mode == replay::Mode::Consequential && !review.rows.empty())
        hand.sources.insert("consequential");
    if (!review.setup->policySources.empty())
        hand.sources.insert("policies");
    if (!review.tests.tests.empty())
        hand.sources.insert("tests");
    if (std::any_of(review.setup->tools.begin(), review.setup->tools.end(),
                    [](const decision::Tool& tool) { return tool.pinned.has_value(); }))
        hand.sources.insert("pins");
    if (!review.snapshot.paths(workspace::FileKind::Tasks).empty())
        hand.sources.insert("cards");
    for (const decision::CallVerdict& row : review.rows) {
        if (!row.approvalsUsed.empty())
            hand.sources.insert("approvals");
        for (const decision::Crossing& crossing : row.crossings)
            ++hand.crossings[std::string(decision::name(crossing.kind))];
    }
    if (review.findings)
        hand.sources.insert("findings");
    for (const analysis::Finding& finding :
         review.findings.value_or(std::vector<analysis::Finding>())) {
        if (isOpen(review, finding))
            ++hand.findings[std::string(analysis::name(finding.kind))];
    }
    return hand;
}

/// Open findings that name the item.
std::string linkedFindings(const Review& review, const std::string& item)
{
    std::string links;
    if (!review.findings)
        return links;
    for (const analysis::Finding& finding : *review.findings) {
        const auto ids = analysis::frameworkIds(finding.kind);
        const bool names = std::any_of(ids.begin(), ids.end(),
                                       [&item](std::string_view id) { return itemId(id) == item; });
        if (names && isOpen(review, finding))
            links += fmt::format("<br><a href=\"#{}\">{}</a>", findingAnchor(finding),
                                 markupText(finding.id()));
    }
    return links;
}

std::string evidenceHtml(const Review& review, const ItemEvidence& evidence)
{
    std::string text;
    for (const std::string& linked : evidence.linked)
        text += (text.empty() ? "" : "<br>") + markupText(linked);
    if (!evidence.missing.empty())
        text += (text.empty() ? "" : "<br>") + std::string("<span class=\"muted\">not at hand: ") +
                markupText(joined(evidence.missing, ", ")) + "</span>";
    return text + linkedFindings(review, evidence.item->id);
}

std::string reasonHtml(const ItemEvidence& evidence)
{
    if (evidence.state == EvidenceState::NotApplicable)
        return "<span class=\"muted\">Nothing of this kind is in the workspace (" +
               markupText(evidence.item->appliesWhen) + ").</span>";
    return markupText(evidence.item->why) +
           (evidence.item->gap.empty()
                ? std::string()
                : " <span class=\"muted\">" + markupText(evidence.item->gap) + "</span>");
}

std::string frameworkTable(const Review& review, const Framework& framework,
                           const EvidenceAtHand& hand)
{
    HtmlTable table;
    table.head = {"Id", "Title", "State", "Evidence", "How, and what it leaves out"};
    for (const FrameworkItem& item : framework.items) {
        const ItemEvidence evidence = evidenceFor(item, hand);
        table.rows.push_back({markupText(item.id), markupText(item.title),
                              std::string(name(evidence.state)), evidenceHtml(review, evidence),
                              reasonHtml(evidence)});
    }
    return "<h3>" + markupText(framework.title) + "</h3>\n" + toHtml(table);
}

std::string aliasTable(const FrameworkMap& map)
{
    HtmlTable table;
    table.head = {"Label", "Meant for", "Non-canonical, since"};
    for (const FrameworkAlias& alias : map.aliases)
        table.rows.push_back(
            {markupText(alias.label), markupText(alias.item), markupText(alias.note)});
    return "<h3>Labels that are no ids</h3>\n" + toHtml(table);
}

} // namespace

std::string findings(const Review& review)
{
    const std::string title = "Findings about the delegation";
    if (!review.findings)
        return section("findings", title,
                       "<p>Findings were not looked for, since authority is not modelled.</p>\n");
    if (review.findings->empty())
        return section("findings", title, "<p>Nothing doubtful was found.</p>\n");
    HtmlTable table;
    table.head = {"Finding", "Severity", "What is doubtful", "Case", "Evidence for", "Review"};
    for (const analysis::Finding& finding : *review.findings) {
        std::string ids;
        for (const std::string_view id : analysis::frameworkIds(finding.kind))
            ids += (ids.empty() ? "" : "<br>") + markupText(id);
        const std::string place =
            finding.place.file.empty()
                ? std::string()
                : "<br><span class=\"muted\">" + markupText(finding.place.file) + "</span>";
        table.rows.push_back(
            {fmt::format("<span id=\"{}\">{}</span>", findingAnchor(finding),
                         markupText(finding.id())) +
                 place,
             std::string(severityName(finding.severity)),
             markupText(finding.message) +
                 (finding.state.empty()
                      ? std::string()
                      : " <span class=\"muted\">(" + markupText(finding.state) + ")</span>") +
                 "<br><span class=\"muted\">" + markupText(finding.help) + "</span>",
             exampleHtml(review, finding), ids, findingReview(review, finding)});
    }
    return section("findings", title, toHtml(table));
}

std::string tests(const Review& review)
{
    const std::vector<analysis::PolicyTest>& all = review.tests.tests;
    if (all.empty())
        return section("tests", "Policy tests", "<p>The workspace has no policy tests.</p>\n");
    HtmlTable table;
    table.head = {"Test", "Result", "What differs"};
    std::size_t passed = 0;
    for (std::size_t i = 0; i < all.size() && i < review.tests.results.size(); ++i) {
        const analysis::TestResult& result = review.tests.results[i];
        passed += result.passed ? 1 : 0;
        table.rows.push_back({markupText(all[i].name) + "<br><span class=\"muted\">" +
                                  markupText(all[i].file) + "</span>",
                              result.passed ? "<span class=\"allow\">✔ passed</span>"
                                            : "<span class=\"deny\">✖ failed</span>",
                              markupText(joined(result.differences, " "))});
    }
    return section("tests", "Policy tests",
                   fmt::format("<p>{} of {} passed.</p>\n", passed, all.size()) + toHtml(table));
}

std::string limits(const Review& review)
{
    std::string list;
    for (const std::string& sentence : notModelled(review))
        list += "<li>" + markupText(sentence) + "</li>\n";
    const std::string body =
        "<p>Only what the workspace models and the traces record was decided. A call that is not "
        "in "
        "a trace was not judged, and no verdict says that a call was harmless.</p>\n";
    return section("limits", "What was not modelled",
                   list.empty() ? body : body + "<ul>\n" + list + "</ul>\n");
}

std::string frameworks(const Review& review)
{
    const FrameworkMap& map = frameworkMap();
    const EvidenceAtHand hand = atHand(review);
    std::string body = "<p class=\"notice\">" + markupText(map.statement) + "</p>\n";
    for (const Framework& framework : map.frameworks)
        body += frameworkTable(review, framework, hand);
    return section("frameworks", "Evidence by framework", body + aliasTable(map));
}

std::string policies(const Review& review)
{
    std::string body;
    for (const auto& [id, source] : review.setup->policySources)
        body += fmt::format("<li id=\"policy-{}\">{} <span class=\"muted\">{}</span></li>\n",
                            htmlAnchor(id), htmlCode(id), markupText(source->name()));
    body = body.empty() ? "<p>There are no policies.</p>\n" : "<ul>\n" + body + "</ul>\n";
    for (const workspace::FileKind kind :
         {workspace::FileKind::Policies, workspace::FileKind::Grants}) {
        for (const std::string& path : review.snapshot.paths(kind)) {
            if (!path.ends_with(".cedar"))
                continue;
            std::string text; // line by line, since line feeds are no signs to escape
            for (const std::string_view line : split(*review.snapshot.files.at(path).text, '\n'))
                text += markupText(line) + "\n";
            body += "<h3>" + markupText(path) + "</h3>\n<pre>" + text + "</pre>\n";
        }
    }
    return section("policies", "The policies", body);
}

} // namespace remit::report::parts
