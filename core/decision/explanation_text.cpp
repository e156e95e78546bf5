// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/decision/explanation.h"
#include "core/decision/messages.h"

#include <algorithm>

namespace remit::decision {

namespace {

/// Escape sequences of a terminal, or nothing.
class Palette {
public:
    explicit Palette(bool colour) : m_colour(colour) {}

    [[nodiscard]] std::string bold(const std::string& text) const { return wrap("1", text); }
    [[nodiscard]] std::string dim(const std::string& text) const { return wrap("2", text); }
    [[nodiscard]] std::string good(const std::string& text) const { return wrap("32", text); }
    [[nodiscard]] std::string bad(const std::string& text) const { return wrap("31", text); }
    [[nodiscard]] std::string open(const std::string& text) const { return wrap("33", text); }

private:
    [[nodiscard]] std::string wrap(const char* code, const std::string& text) const
    {
        return m_colour ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
    }
    bool m_colour;
};

/// Told apart by a word and not by colour alone.
std::string mark(ClauseOutcome outcome, const Palette& palette)
{
    switch (outcome) {
    case ClauseOutcome::Holds:
        return palette.good("holds  ");
    case ClauseOutcome::Fails:
        return palette.bad("FAILS  ");
    case ClauseOutcome::Error:
        return palette.bad("ERROR  ");
    case ClauseOutcome::NotReached:
        return palette.dim("not run");
    case ClauseOutcome::SetAside:
        return palette.open("unknown");
    }
    return {};
}

std::string oneLine(const std::string& text)
{
    std::string line;
    bool blank = false;
    for (const char c : text) {
        const bool isBlank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (isBlank && !blank)
            line += ' ';
        else if (!isBlank)
            line += c;
        blank = isBlank;
    }
    return shown(line);
}

std::string clauseLines(const Clause& clause, const Palette& palette)
{
    std::string prefix;
    if (clause.place == Clause::Place::When)
        prefix = "when ";
    if (clause.place == Clause::Place::Unless)
        prefix = "unless ";
    std::string text =
        "    " + mark(clause.outcome, palette) + "  " + prefix + oneLine(clause.text) + "\n";
    for (const NamedValue& value : clause.values)
        text += palette.dim("               " + oneLine(value.text) + (value.error ? ": " : " = ") +
                            spoken(value.value)) +
                "\n";
    if (!clause.unknown.empty())
        text += palette.dim("               not recorded: " + joined(clause.unknown, ", ")) + "\n";
    return text;
}

std::string place(const PolicyStory& story)
{
    if (story.file.empty())
        return {};
    return "  at " + shown(story.file) + ":" + std::to_string(story.position.line) + ":" +
           std::to_string(story.position.column) + "\n";
}

std::string storyLines(const PolicyStory& story, const Palette& palette)
{
    std::string text =
        "  " + palette.bold(shown(story.id)) + (story.forbid ? " (forbid)" : " (permit)");
    text += (story.title.empty() ? "" : "  " + shown(story.title)) + "\n";
    text += palette.dim(place(story));
    if (!story.reason.empty())
        text += "  " + shown(story.reason) + "\n";
    for (const Clause& clause : story.clauses)
        text += clauseLines(clause, palette);
    if (!story.error.empty())
        text += "    " + palette.bad("error: " + shown(story.error)) + "\n";
    return text;
}

std::string section(const char* title, const std::vector<PolicyStory>& stories,
                    const Palette& palette)
{
    if (stories.empty())
        return {};
    std::string text = "\n" + palette.bold(title) + "\n";
    for (const PolicyStory& story : stories)
        text += storyLines(story, palette);
    return text;
}

/// Those that were not told already.
std::vector<PolicyStory> without(const std::vector<PolicyStory>& stories,
                                 const std::vector<PolicyStory>& told)
{
    std::vector<PolicyStory> rest;
    for (const PolicyStory& story : stories) {
        const bool known = std::any_of(told.begin(), told.end(),
                                       [&](const auto& other) { return other.id == story.id; });
        if (!known)
            rest.push_back(story);
    }
    return rest;
}

std::string mark(StepState state, const Palette& palette)
{
    switch (state) {
    case StepState::Holds:
        return palette.good("holds");
    case StepState::Fails:
        return palette.bad("FAILS");
    case StepState::Unknown:
        return palette.open("unknown");
    case StepState::NotDecided:
        return palette.dim("not decided");
    }
    return {};
}

std::size_t width(StepState state)
{
    return mark(state, Palette(false)).size();
}

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

std::string stepLines(const Explanation& explanation, const Palette& palette)
{
    std::string text = "\n" + palette.bold("Step by step") + "\n";
    for (const StepStory& step : explanation.steps)
        text += "  " + std::to_string(step.step) + " " + padded(step.name, 11) +
                mark(step.state, palette) + std::string(13 - width(step.state), ' ') +
                shown(step.message) + "\n";
    return text;
}

/// What one evaluation came to, policy by policy.
std::string evaluationLines(const EvaluationStory& story, const Palette& palette)
{
    if (story.assumed)
        return "  taken to be entitled (rootEntitlement is \"assumed\")\n";
    std::string text;
    for (const std::vector<PolicyStory>* stories :
         {&story.deciding, &story.nearest, &story.setAside, &story.skipped}) {
        for (const PolicyStory& each : *stories)
            text += storyLines(each, palette);
    }
    return text.empty() ? "  no policy is for this call\n" : text;
}

std::string hopTitle(const HopStory& hop)
{
    return "Grant " + std::to_string(hop.hop) + ", " + shown(hop.grant) + ": " + hop.from + " to " +
           hop.to;
}

std::string chainLines(const Explanation& explanation, const Palette& palette)
{
    std::string text;
    for (const HopStory& hop : explanation.chain) {
        text += "\n" + palette.bold(hopTitle(hop)) + "\n";
        text += "  for " + shown(hop.task) + ", from " + rfc3339(hop.begins) + " up to " +
                rfc3339(hop.ends) + "; it " +
                (hop.active ? palette.good(hop.activity) : palette.bad(hop.activity)) + "\n";
        text += "  hands on this call: " + mark(hop.scope.state, palette) + "\n";
        text += evaluationLines(hop.scope, palette);
    }
    for (const EvaluationStory& one : explanation.principals) {
        text +=
            "\n" +
            palette.bold("Policies for " + (one.principal.empty() ? "the agent" : one.principal)) +
            ": " + mark(one.state, palette) + "\n";
        text += evaluationLines(one, palette);
    }
    return text;
}

std::string policyLines(const Explanation& explanation, const Palette& palette)
{
    std::string text = section("Decided by", explanation.deciding, palette);
    text += section("Nearest permits", explanation.nearest, palette);
    text += section("Set aside, since a fact is not recorded", explanation.setAside, palette);
    text += section("Skipped, since they ended with an error",
                    without(explanation.skipped, explanation.nearest), palette);
    return text;
}

std::string ignoredLines(const std::vector<std::string>& ignored, const Palette& palette)
{
    std::string text;
    for (const std::string& sentence : ignored)
        text += "  " + shown(sentence) + "\n";
    return text.empty() ? text : "\n" + palette.bold("Recorded, and ignored") + "\n" + text;
}

std::string rowLines(const char* title, const std::vector<FactRow>& rows, const Palette& palette)
{
    if (rows.empty())
        return {};
    std::size_t width = 0;
    for (const FactRow& row : rows)
        width = std::max(width, row.name.size());
    std::string text = "\n" + palette.bold(title) + "\n";
    for (const FactRow& row : rows) {
        const std::string value = row.known ? spoken(row.value) : palette.open("not recorded");
        const std::string gap(width - row.name.size() + 2, ' ');
        text += "  " + shown(row.name) + gap + value + (row.read ? "  *" : "") + "\n";
    }
    return text;
}

/// The end of a text, or its beginning, in one line.
std::string cut(const std::string& text, bool end)
{
    constexpr std::size_t kBytes = 48;
    if (text.size() <= kBytes)
        return shown(text);
    std::size_t at = end ? text.size() - kBytes : kBytes;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80)
        ++at;
    return end ? "… " + shown(text.substr(at)) : shown(text.substr(0, at)) + " …";
}

std::string originLines(const Origin& origin, const Palette& palette)
{
    std::string text = "    " + shown(origin.source);
    if (!origin.call.empty())
        text += " (" + shown(origin.call) + ")";
    if (!origin.labels.empty())
        text += ", labels " + shown(joined(origin.labels, " "));
    if (origin.text.empty())
        return text + "\n";
    return text + "\n" + palette.dim("      " + cut(origin.before, true)) +
           palette.bold(shown(origin.text)) + palette.dim(cut(origin.after, false)) + "\n";
}

std::string originSection(const std::vector<ValueOrigins>& values, const Palette& palette)
{
    if (values.empty())
        return {};
    std::string text = "\n" + palette.bold("Where the arguments came from") + "\n";
    for (const ValueOrigins& value : values) {
        text += "  " + shown(value.name) + ": " + shown(joined(value.sources, ", ")) + "\n";
        for (const Origin& origin : value.origins)
            text += originLines(origin, palette);
        if (value.more > 0)
            text += "    and in " + std::to_string(value.more) + " more texts\n";
    }
    return text;
}

/// The usual modes go without saying.
std::string modeLines(const Explanation& explanation)
{
    const ModesStory& modes = explanation.modes;
    if (!modes.consequential && !modes.frontLoaded)
        return {};
    const std::string consequence = modes.consequence(explanation.verdict);
    return "  replayed  " + modes.text() + "\n" +
           (consequence.empty() ? "" : "            " + consequence + "\n");
}

std::string heading(const CallVerdict& verdict, const Palette& palette)
{
    std::string text =
        palette.bold("Run " + shown(verdict.run) + ", step " + std::to_string(verdict.step)) +
        "  (" + shown(verdict.call) + ")\n";
    text += "  agent     " + (verdict.agent.empty() ? "not recorded" : verdict.agent) + "\n";
    text += "  action    " + verdict.action + "\n";
    text += "  resource  " + (verdict.resource.empty() ? "not known" : verdict.resource) + "\n";
    if (verdict.time)
        text += "  time      " + rfc3339(*verdict.time) + "\n";
    return text;
}

} // namespace

std::string rendered(const Explanation& explanation, bool colour)
{
    const Palette palette(colour);
    const CallVerdict& verdict = explanation.verdict;
    std::string text = heading(verdict, palette) + modeLines(explanation) + "\n";
    const std::string sentence = shown(explanation.sentence);
    text +=
        (verdict.verdict == Verdict::Allow ? palette.good(sentence) : palette.bad(sentence)) + "\n";
    for (std::size_t i = 1; i < verdict.crossings.size(); ++i)
        text += "  also " + std::string(name(verdict.crossings[i].kind)) + ": " +
                shown(verdict.crossings[i].message) + "\n";
    for (const std::string& line : explanation.triad)
        text += "  " + line + "\n";
    if (!verdict.notes.empty())
        text += "  notes: " + joined(verdict.notes, ", ") + "\n";
    if (verdict.asKnownThen)
        text += "  as known then: " + std::string(name(*verdict.asKnownThen)) +
                " (an event was recorded after it took effect)\n";
    if (explanation.modelled)
        text += stepLines(explanation, palette) + chainLines(explanation, palette);
    else
        text += policyLines(explanation, palette);
    text += ignoredLines(explanation.ignored, palette);
    text += rowLines("Arguments (* read by a policy in scope)", explanation.arguments, palette);
    text += originSection(explanation.origins, palette);
    text += rowLines("Facts (* read by a policy in scope)", explanation.facts, palette);
    return text;
}

} // namespace remit::decision
