// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/task_policies.h"

#include "core/base/text.h"
#include "core/cedar/syntax/formatter.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::analysis {
namespace {

constexpr std::size_t kShortestPrefix = 4;

std::string counted(std::int64_t count, std::string_view what)
{
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// `// ` before each line; line ends and control characters of ids are shown, not written.
std::string comment(std::string_view text)
{
    return "// " + shown(text) + "\n";
}

std::string argumentName(const std::string& name)
{
    return "context.input[" + cedarQuoted(name) + "]";
}

std::string has(const std::string& name)
{
    return "context.input has " + cedarQuoted(name);
}

/// Up to and with the last sign that ends a part: "/reports/" of "/reports/2".
std::string wholeParts(const std::string& prefix)
{
    const std::size_t end = prefix.find_last_of("/.:-_@ ");
    return end == std::string::npos ? std::string() : prefix.substr(0, end + 1);
}

/// In a `like` pattern a star stands for anything; one in the text is escaped.
std::string likePattern(const std::string& prefix)
{
    std::string quoted = cedarQuoted(prefix);
    std::string pattern;
    for (const char c : quoted.substr(0, quoted.size() - 1))
        pattern += c == '*' ? std::string("\\*") : std::string(1, c);
    return pattern + "*\"";
}

std::string listOf(const std::map<std::string, std::int64_t>& texts)
{
    std::vector<std::string> quoted;
    for (const auto& [text, calls] : texts)
        quoted.push_back(cedarQuoted(text));
    return '[' + joined(quoted, ", ") + ']';
}

/// What the evidence demands of an argument; empty when it demands nothing.
std::string demand(const std::string& name, const ArgumentEvidence& evidence)
{
    if (evidence.calls < kCalls)
        return {};
    if (evidence.onlyIntegers)
        return fmt::format("{0} >= {1} && {0} <= {2}", argumentName(name), *evidence.least,
                           *evidence.most);
    if (!evidence.onlyStrings)
        return {};
    if (!evidence.manyStrings && evidence.strings.size() <= kListed)
        return listOf(evidence.strings) + ".contains(" + argumentName(name) + ')';
    const std::string prefix = wholeParts(evidence.prefix);
    if (prefix.size() < kShortestPrefix)
        return {};
    return argumentName(name) + " like " + likePattern(prefix);
}

/// The demands on the arguments of an action, each with the case that the argument is missing.
std::vector<std::string> demands(const ActionEvidence& action)
{
    std::vector<std::string> list;
    if (action.argumentsNotRecorded > 0)
        return list;
    for (const auto& [name, evidence] : action.arguments) {
        const std::string text = demand(name, evidence);
        if (!text.empty())
            list.push_back(fmt::format("!({}) || ({})", has(name), text));
    }
    return list;
}

std::string taskTest(const TaskProfile& task)
{
    return "context.task.id == " + cedarQuoted(task.task);
}

std::string resourceScope(const ActionEvidence& action, ProposalDetail detail)
{
    const bool one = action.resources.size() == 1 && !action.resources.begin()->first.empty();
    if (detail == ProposalDetail::Actions || !one)
        return "resource";
    return "resource == " + action.resources.begin()->first;
}

/// With several resources they are listed in a condition.
std::string resourceTest(const ActionEvidence& action, ProposalDetail detail)
{
    if (detail == ProposalDetail::Actions || action.resources.size() < 2 ||
        action.resources.contains(""))
        return {};
    std::vector<std::string> uids;
    for (const auto& [uid, calls] : action.resources)
        uids.push_back(uid);
    return '[' + joined(uids, ", ") + "].contains(resource)";
}

std::string permitOf(const TaskProfile& task, const ActionEvidence& action,
                     const ProposalOptions& options)
{
    const bool scope = options.form == ProposalForm::Scope;
    std::string text = comment(fmt::format("Seen in {} of {}.", counted(action.calls, "call"),
                                           counted(action.runs, "run")));
    if (!scope)
        text += "@id(" + cedarQuoted("mined/" + task.task + '/' + action.action) + ")\n@task(" +
                cedarQuoted(task.task) + ")\n";
    text += fmt::format("permit (principal, action == {}, {})\n", action.action,
                        resourceScope(action, options.detail));
    if (!scope)
        text += "when { " + taskTest(task) + " }\n";
    const std::string resources = resourceTest(action, options.detail);
    if (!resources.empty())
        text += "when { " + resources + " }\n";
    if (options.detail == ProposalDetail::Arguments)
        for (const std::string& test : demands(action))
            text += "when { " + test + " }\n";
    return text + ";\n\n";
}

std::string guardOf(const TaskProfile& task, const ProposalOptions& options)
{
    std::vector<std::string> uids;
    std::string text;
    for (const ActionEvidence& action : task.actions) {
        text += comment(fmt::format("{} in {} of {}.", action.action, counted(action.calls, "call"),
                                    counted(action.runs, "run")));
        uids.push_back(action.action);
    }
    text += "@id(" + cedarQuoted("mined/" + task.task + "/nothing-else") + ")\n@task(" +
            cedarQuoted(task.task) + ")\nforbid (principal, action, resource)\n" + "when { " +
            taskTest(task) + " }\n";
    if (options.readsFree)
        text += "unless { context.tool.readOnly && context.tool.risk == \"low\" }\n";
    if (!uids.empty())
        text += "unless { action in [" + joined(uids, ", ") + "] }\n";
    return text + ";\n\n";
}

std::string heading(const TaskProfile& task)
{
    std::string text = comment(fmt::format("Mined for the task {} from {} with {}.", task.task,
                                           counted(task.runs, "run"), counted(task.calls, "call")));
    if (task.failed + task.notAllowed > 0)
        text +=
            comment(fmt::format("No evidence: {} that failed, {} that the policies do not allow.",
                                counted(task.failed, "call"), counted(task.notAllowed, "call")));
    return text;
}

} // namespace

std::string proposedPolicies(const TaskProfile& task, const ProposalOptions& options)
{
    std::string text = heading(task);
    if (task.hasGaps())
        return text + comment(fmt::format("Nothing is proposed: of {} nobody recorded how they "
                                          "ended, so what is missing here may have been needed.",
                                          counted(task.withoutResult, "call")));
    if (task.actions.empty())
        return text + comment("Nothing is proposed: no call was allowed and succeeded.");
    text += '\n';
    if (options.form == ProposalForm::Guard)
        text += guardOf(task, options);
    else
        for (const ActionEvidence& action : task.actions)
            text += permitOf(task, action, options);
    return cedar::format(text, {100, 4}).text;
}

} // namespace remit::analysis
