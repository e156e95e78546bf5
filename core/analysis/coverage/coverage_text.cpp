// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/coverage/coverage.h"
#include "core/analysis/coverage/tree_coverage.h"
#include "core/base/text.h"

#include <fmt/format.h>

namespace remit::analysis {

namespace {

class CoverageWriter {
public:
    CoverageWriter(bool all, bool colour) : m_all(all), m_colour(colour) {}

    std::string write(const CoverageReport& report)
    {
        m_text = fmt::format("Coverage by {}, {} decided\n", report.evidence,
                             report.calls == 1 ? std::string("1 call")
                                               : fmt::format("{} calls", report.calls));
        const CoverageSummary& summary = report.summary;
        share("policies", summary.policies, "satisfied at least once");
        share("clauses", summary.clauses, "held and did not hold");
        share("conditions", summary.conditions, "truth values seen");
        share("actions", summary.actions, "called");
        share("grants", summary.grants, "used");
        share("findings", summary.findings, "touched by a call");
        for (const CoveredPolicy& policy : report.policies)
            writePolicy(policy);
        things("Actions", report.actions);
        things("Grants", report.grants);
        things("Findings", report.findings);
        return std::move(m_text);
    }

private:
    void share(std::string_view what, const CoverageShare& share, std::string_view meaning)
    {
        if (share.total > 0)
            m_text += fmt::format("  {:<11} {:>6}  {:>5.1f} %  {}\n", what,
                                  fmt::format("{}/{}", share.covered, share.total), share.percent(),
                                  meaning);
    }
    [[nodiscard]] std::string coloured(const char* code, std::string_view text) const
    {
        return m_colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
    }
    [[nodiscard]] static std::string place(const CoveredPolicy& policy, Span span)
    {
        if (!policy.source)
            return {};
        const Position at = policy.source->position(span.begin);
        return fmt::format("{}:{}", at.line, at.column);
    }

    void writePolicy(const CoveredPolicy& policy)
    {
        const std::size_t before = m_text.size();
        std::string title = shown(policy.id);
        if (!policy.grants.empty())
            title = fmt::format("{} of grant {}", title, shown(joined(policy.grants, ", ")));
        m_text += "\n" + coloured("1", title);
        if (policy.source)
            m_text += fmt::format(" ({}:{})", shown(policy.source->name()),
                                  policy.source->position(policy.effectSpan.begin).line);
        m_text += fmt::format(": in scope {}, satisfied {}\n", timesText(policy.inScope),
                              timesText(policy.satisfied));
        bool news = false;
        if (policy.neverInScope) {
            missing("", "never in scope", *policy.neverInScope);
            news = true;
        } else {
            if (policy.neverSatisfied)
                missing("", "never satisfied", *policy.neverSatisfied);
            news = policy.neverSatisfied.has_value();
            for (const CoveredClause& clause : policy.clauses)
                news = writeClause(policy, clause) || news;
        }
        for (const CoveredLink& link : policy.links) {
            if (m_all || link.satisfied == 0)
                m_text += fmt::format("  link {}: in scope {}, satisfied {}\n", shown(link.id),
                                      timesText(link.inScope), timesText(link.satisfied));
            news = news || link.satisfied == 0;
        }
        if (!news && !m_all)
            m_text.resize(before);
    }
    bool writeClause(const CoveredPolicy& policy, const CoveredClause& clause)
    {
        bool news = false;
        const std::string at = place(policy, clause.span);
        const std::string_view word = clause.unless ? "unless" : "when";
        if (m_all)
            m_text += fmt::format("  {} {}: held {}, did not hold {}{}\n", at, word,
                                  timesText(clause.held), timesText(clause.failedToHold),
                                  errorsText(clause.errors));
        if (clause.neverHeld)
            missing(at, fmt::format("{} never held", word), *clause.neverHeld);
        if (clause.neverFailed)
            missing(at, fmt::format("{} never failed to hold", word), *clause.neverFailed);
        news = clause.neverHeld || clause.neverFailed;
        for (const CoveredNode& node : clause.nodes)
            news = writeNode(policy, node) || news;
        return news;
    }
    bool writeNode(const CoveredPolicy& policy, const CoveredNode& node)
    {
        if (node.covered() == 2 && !m_all)
            return false;
        const std::string at = place(policy, node.span);
        const std::string text = snippet(policy.source.get(), node.span);
        if (node.covered() == 2) {
            m_text += fmt::format("  {} {}: true {}, false {}{}\n", at, text,
                                  timesText(node.counts.isTrue), timesText(node.counts.isFalse),
                                  errorsText(node.counts.failed + node.counts.other));
        } else if (node.neverTrue && node.neverFalse) {
            missing(at,
                    text + (node.counts.reached() == 0 ? " was never reached" : " has no value"),
                    *node.neverTrue);
        } else {
            missing(at, text + (node.neverTrue ? " was never true" : " was never false"),
                    node.neverTrue ? *node.neverTrue : *node.neverFalse);
        }
        return node.covered() != 2;
    }
    static std::string errorsText(std::uint64_t count)
    {
        return count == 0 ? std::string() : ", error " + timesText(count);
    }
    void missing(std::string_view at, std::string_view what, const Why& why)
    {
        m_text += fmt::format("  {}{}{}\n", at, at.empty() ? "" : " ",
                              coloured("33", std::string(what) + ":")) +
                  fmt::format("      {} [{}]\n", why.text, name(why.reason));
    }
    void things(std::string_view title, const std::vector<CoveredThing>& things)
    {
        bool any = false;
        for (const CoveredThing& thing : things) {
            if (!thing.uncovered && !m_all)
                continue;
            if (!any)
                m_text += "\n" + coloured("1", title) + "\n";
            any = true;
            m_text += thing.uncovered
                          ? fmt::format("  {}: {}\n", shown(thing.id), thing.uncovered->text)
                          : fmt::format("  {}: {}\n", shown(thing.id), coveredText(thing));
        }
    }
    static std::string coveredText(const CoveredThing& thing)
    {
        if (!thing.message.empty())
            return "touched by a decided call";
        return fmt::format("{} calls, {} allowed, {} crossings", thing.verdicts.calls,
                           thing.verdicts.allowed, thing.verdicts.crossed);
    }

    bool m_all;
    bool m_colour;
    std::string m_text;
};

} // namespace

std::string coverageText(const CoverageReport& report, bool all, bool colour)
{
    return CoverageWriter(all, colour).write(report);
}

} // namespace remit::analysis
