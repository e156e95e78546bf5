// SPDX-License-Identifier: Apache-2.0
#include "core/decision/messages.h"

#include "core/base/text.h"

#include <algorithm>

namespace remit::decision {

namespace {

/// Longer values say nothing more in a sentence; the table of facts has them whole.
constexpr std::size_t kSpokenBytes = 80;

bool isCedarInteger(std::string_view text)
{
    if (!text.empty() && text.front() == '-')
        text.remove_prefix(1);
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string grouped(std::string_view integer)
{
    std::string text(integer);
    const std::size_t first = integer.front() == '-' ? 1 : 0;
    for (std::size_t at = text.size(); at > first + 3; at -= 3)
        text.insert(at - 3, ",");
    return text;
}

/// What reads well after "because": the last name of a chain of attributes.
std::string subject(const NamedValue& value)
{
    const std::size_t dot = value.text.rfind('.');
    const bool chain =
        dot != std::string::npos && value.text.find_first_of(" ([\"") == std::string::npos;
    return chain ? value.text.substr(dot + 1) : "`" + value.text + "`";
}

std::string because(const Clause& clause)
{
    std::vector<std::string> parts;
    for (const NamedValue& value : clause.values) {
        if (value.error)
            parts.push_back(value.value);
        else
            parts.push_back(subject(value) + " is " + spoken(value.value));
    }
    if (parts.empty())
        return {};
    const std::string last = parts.back();
    parts.pop_back();
    return ", because " + (parts.empty() ? last : joined(parts, ", ") + " and " + last);
}

std::string quoted(const std::string& id)
{
    return "`" + shown(id) + "`";
}

/// "Action::"y" on Account::"z""
std::string requestOf(const CallVerdict& verdict)
{
    return verdict.action + (verdict.resource.empty() ? "" : " on " + verdict.resource);
}

std::string allowedSentence(const Explanation& explanation)
{
    std::string sentence = "Allowed";
    if (!explanation.deciding.empty()) {
        const PolicyStory& first = explanation.deciding.front();
        sentence += " by " + quoted(first.id);
        if (!first.title.empty())
            sentence += " (" + first.title + ")";
    }
    return sentence + ".";
}

std::string undecidableSentence(const CallVerdict& verdict)
{
    if (verdict.undecidable == "ambiguous-requester")
        return "Undecidable: the call could be made for several people, and the trace names none.";
    std::vector<std::string> names;
    for (const std::string& fact : verdict.unknown)
        names.push_back("`" + fact + "`");
    return "Undecidable: the policies that matter need " + joined(names, ", ") +
           ", which the trace does not record.";
}

std::string withoutEnd(std::string text)
{
    while (!text.empty() && text.back() == '.')
        text.pop_back();
    return text;
}

/// For a sentence that goes on after a colon.
std::string lowered(std::string text)
{
    if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z')
        text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

std::string deniedSentence(const Explanation& explanation)
{
    const std::vector<Crossing>& crossings = explanation.verdict.crossings;
    if (crossings.empty())
        return "Denied.";
    const Crossing& first = crossings.front();
    std::string sentence = lowered(withoutEnd(first.message));
    const bool ofPolicies =
        first.kind == CrossingKind::NotPermitted || first.kind == CrossingKind::OutsideGrant;
    if (ofPolicies && !explanation.nearest.empty())
        sentence += "; " + nearestMessage(explanation.nearest.front());
    return "Denied: " + sentence + ".";
}

} // namespace

std::string spoken(std::string_view cedarText)
{
    if (isCedarInteger(cedarText))
        return grouped(cedarText);
    if (cedarText.size() <= kSpokenBytes)
        return shown(cedarText);
    std::size_t cut = kSpokenBytes;
    while (cut > 0 && (static_cast<unsigned char>(cedarText[cut]) & 0xC0U) == 0x80U)
        --cut;
    return shown(cedarText.substr(0, cut)) + "…";
}

std::string forbiddenMessage(const Setup& setup, const std::vector<std::uint32_t>& forbids,
                             const std::string& principal)
{
    std::vector<std::string> names;
    std::string why;
    for (const std::uint32_t i : forbids) {
        const cedar::ProgramPolicy& policy = setup.program->policies()[i];
        names.push_back(quoted(policy.id));
        for (const char* key : {"reason", "title"}) {
            const std::string* text = policy.source->annotation(key);
            if (why.empty() && text != nullptr)
                why = *text;
        }
    }
    return "Forbidden " + (principal.empty() ? "" : "for " + principal + " ") + "by " +
           joined(names, ", ") + (why.empty() ? "." : ": " + withoutEnd(why) + ".");
}

std::string notPermittedMessage(const CallVerdict& verdict, const std::string& principal)
{
    const std::string agent = verdict.agent.empty() ? "the agent" : verdict.agent;
    return "No policy permits " + (principal.empty() ? agent : principal) + " to do " +
           requestOf(verdict) + ".";
}

std::string outsideGrantMessage(const authority::Grant& grant, const CallVerdict& verdict)
{
    return "The grant " + quoted(grant.id) + " from " + toText(grant.from) + " to " +
           toText(grant.to) + " does not hand on " + requestOf(verdict) + ".";
}

std::string approvalMissingMessage(const std::vector<std::string>& roles)
{
    std::vector<std::string> names;
    for (const std::string& role : roles)
        names.push_back(quoted(role));
    return "The call needs the approval of " + joined(names, " and of ") + ".";
}

std::string scopePolicyName(const std::string& grant, const std::string& policy)
{
    return grant + (!policy.empty() && policy.front() == '#' ? "" : "/") + policy;
}

std::string nearestMessage(const PolicyStory& nearest)
{
    const std::string subject = "the nearest permit, " + quoted(nearest.id) + ",";
    const Clause* failing = nearest.firstFailing();
    if (failing == nullptr)
        return subject + " does not hold";
    std::string verb =
        failing->outcome == ClauseOutcome::Error ? " has an error in " : " fails at ";
    if (failing->place == Clause::Place::Unless)
        verb = failing->outcome == ClauseOutcome::Error ? " has an error in unless "
                                                        : " fails at unless ";
    return subject + verb + "`" + shown(failing->text) + "`" + because(*failing);
}

std::string sentenceOf(const Explanation& explanation)
{
    switch (explanation.verdict.verdict) {
    case Verdict::Allow:
        return allowedSentence(explanation);
    case Verdict::Undecidable:
        return undecidableSentence(explanation.verdict);
    case Verdict::Unreachable:
        return unreachableSentence(explanation.modes, explanation.verdict);
    case Verdict::ApprovalRequired:
        return "Approval required: " + (explanation.verdict.crossings.empty()
                                            ? std::string("nobody has approved the call.")
                                            : explanation.verdict.crossings.front().message);
    case Verdict::Deny:
        break;
    }
    return deniedSentence(explanation);
}

std::vector<std::string> triadSentences(const CallVerdict& verdict, const Setup& setup)
{
    const auto word = [](const Tristate& state) {
        return !state ? "unknown" : (*state ? "yes" : "no");
    };
    const bool modelled = setup.authority == Authority::Modelled;
    const std::string notModelled = ": this workspace does not model authority";
    const bool asserted = std::find(verdict.notes.begin(), verdict.notes.end(),
                                    "asserted-identity") != verdict.notes.end();
    std::string authenticated = std::string("authenticated: ") + word(verdict.triad.authenticated);
    if (asserted)
        authenticated += " (the trace asserts the identity; nothing verifies it)";
    else if (!modelled)
        authenticated += notModelled;
    const bool headline = verdict.triad.authenticated == true && verdict.triad.delegated == false;
    return {authenticated,
            std::string("delegated: ") + word(verdict.triad.delegated) +
                (headline   ? " (authentic, not authorised)"
                 : modelled ? ""
                            : notModelled),
            std::string("permitted: ") + word(verdict.triad.permitted)};
}

} // namespace remit::decision
