// SPDX-License-Identifier: Apache-2.0
#include "core/report/html.h"
#include "core/report/review_parts.h"

#include <fmt/format.h>

namespace remit::report::parts {

namespace {

/// One of the two lists: the calls of that kind, with both verdicts.
std::string timingsList(const analysis::Comparison& timings, analysis::ChangeKind kind,
                        const char* title)
{
    std::string html = fmt::format("<h3>{}: {}</h3>\n", title, timings.count(kind));
    HtmlTable table;
    table.head = {"Call", "Front-loaded", "Continuous", "Because"};
    for (const analysis::CallChange& change : timings.changes) {
        if (change.kind() != kind || table.rows.size() == kMostReportRows)
            continue;
        const decision::CallVerdict& crossed =
            change.after.crossings.empty() ? change.before : change.after;
        table.rows.push_back({fmt::format("{} <span class=\"muted\">step {}</span>",
                                          markupText(change.after.run), change.after.step),
                              verdictHtml(change.before.verdict), verdictHtml(change.after.verdict),
                              crossed.crossings.empty()
                                  ? std::string()
                                  : markupText(crossed.crossings.front().message)});
    }
    const std::size_t listed = table.rows.size();
    if (listed > 0)
        html += toHtml(table);
    if (listed < timings.count(kind))
        html += fmt::format("<p class=\"muted\">{} more are left out; `remit compare --timings` "
                            "lists all.</p>\n",
                            timings.count(kind) - listed);
    return html;
}

} // namespace

std::string timings(const Review& review)
{
    const std::string title = "What deciding continuously finds";
    if (!review.timings)
        return section("timings", title,
                       "<p>Authority is not modelled: deciding it once or at each call is the "
                       "same.</p>\n");
    using analysis::ChangeKind;
    return section(
        "timings", title,
        "<p>Front-loaded, the authority of an agent is decided once in a session, at its first "
        "call; continuously, at each call's own time.</p>\n" +
            timingsList(*review.timings, ChangeKind::NewlyCrossed,
                        "Front-loaded allows, continuous denies") +
            timingsList(*review.timings, ChangeKind::NewlyAllowed,
                        "Continuous allows, front-loaded denies"));
}

} // namespace remit::report::parts
