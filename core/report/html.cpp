// SPDX-License-Identifier: Apache-2.0
#include "core/report/html.h"

#include "core/base/text.h"

#include <fmt/format.h>

namespace remit::report {
namespace {

/// The colours of the light theme; a dark one where the reader's system asks for it. Paper is
/// always light.
constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --surface: #ffffff; --raised: #f4f6f9; --border: #d5d9e0;
  --text: #1b1f27; --muted: #566070; --accent: #2a5bd0; --allow: #1a7a58; --deny: #b3261e;
  --approval: #8a5a00; --undecided: #566070; }
@media screen and (prefers-color-scheme: dark) { :root { --surface: #15181e; --raised: #1f232b;
  --border: #343a46; --text: #e7eaf0; --muted: #a3acba; --accent: #8ab0ff; --allow: #4cc79a;
  --deny: #ff8a80; --approval: #f0b955; --undecided: #a3acba; } }
body { margin: 0 auto; max-width: 68rem; padding: 2rem; background: var(--surface);
  color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.7rem; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: .5rem;
  border-top: 1px solid var(--border); }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { max-width: 46rem; }
a { color: var(--accent); }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-size: .92em; }
caption { text-align: left; color: var(--muted); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid var(--border); overflow-wrap: anywhere; }
th { color: var(--muted); font-weight: 600; }
code, pre { font: .92em ui-monospace, monospace; }
pre { background: var(--raised); padding: .75rem; overflow: auto; white-space: pre-wrap; }
.muted { color: var(--muted); }
.numbers { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; margin: 1rem 0;
  list-style: none; }
.numbers li { background: var(--raised); border: 1px solid var(--border); border-radius: 6px;
  padding: .5rem .9rem; min-width: 6rem; }
.numbers b { display: block; font-size: 1.5rem; }
.allow { color: var(--allow); } .deny { color: var(--deny); }
.approval { color: var(--approval); } .undecided { color: var(--undecided); }
.notice { border-left: 4px solid var(--accent); background: var(--raised); padding: .5rem 1rem; }
nav ul { columns: 2; padding-left: 1.2rem; }
@media print { body { padding: 0; max-width: none; font-size: 10pt; } a { color: inherit; }
  h2 { break-after: avoid; } tr { break-inside: avoid; } }
)";

constexpr std::string_view kPaperStyle = R"(
body { font-family: sans-serif; font-size: 9pt; color: #1b1f27; }
h1 { font-size: 16pt; } h2 { font-size: 12pt; } h3 { font-size: 10pt; }
a { color: #1b1f27; text-decoration: none; }
td, th { padding: 2px 6px 2px 0; } th { color: #566070; text-align: left; }
code, pre { font-family: monospace; font-size: 8pt; }
.muted { color: #566070; } .allow { color: #1a7a58; } .deny { color: #b3261e; }
.approval { color: #8a5a00; } .undecided { color: #566070; }
)";

std::string row(const std::vector<std::string>& cells, std::string_view tag)
{
    std::string text = "<tr>";
    for (const std::string& cell : cells)
        text += fmt::format("<{0}>{1}</{2}>", tag, cell, tag.substr(0, 2));
    return text + "</tr>\n";
}

} // namespace

std::string htmlCode(std::string_view text)
{
    return text.empty() ? std::string() : "<code>" + markupText(text) + "</code>";
}

std::string htmlAnchor(std::string_view text)
{
    std::string anchor;
    for (const char c : text) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        anchor +=
            plain ? std::string(1, c)
                  : fmt::format("-{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return anchor;
}

std::string toHtml(const HtmlTable& table)
{
    std::string text = "<table>\n";
    if (!table.caption.empty())
        text += "<caption>" + markupText(table.caption) + "</caption>\n";
    std::vector<std::string> head;
    for (const std::string& title : table.head)
        head.push_back(markupText(title));
    text += "<thead>" + row(head, "th scope=\"col\"") + "</thead>\n<tbody>\n";
    for (const std::vector<std::string>& cells : table.rows)
        text += row(cells, "td");
    return text + "</tbody></table>\n";
}

std::string htmlDocument(std::string_view title, std::string_view body)
{
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
        markupText(title), kStyle, body);
}

std::string htmlForPaper(std::string_view title, std::string_view body)
{
    return fmt::format(
        "<html><head><title>{}</title><style>{}</style></head><body>{}</body></html>",
        markupText(title), kPaperStyle, body);
}

} // namespace remit::report
