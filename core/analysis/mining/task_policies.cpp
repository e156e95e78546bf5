// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/task_policies.h"

#include "core/base/text.h"
#include "core/cedar/syntax/formatter.h"
#include "core/cedar/syntax/parser.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::analysis {
namespace {

std::string counted(std::int64_t count, std::string_view what)
{
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// `// ` before each line; line ends and control characters of ids are shown, not written.
std::string comment(std::string_view text)
{
    return "// " + shown(text) + "\n";
}

std::string hasArgument(const std::string& name)
{
    return "context.input has " + (cedar::isIdentifier(name) ? name : cedarQuoted(name));
}

ArgumentRule ruleFor(const ProposalOptions& options, const std::string& action,
                     const std::string& argument)
{
    for (const ArgumentKey& key : {ArgumentKey{action, argument}, ArgumentKey{"", argument}})
        if (const auto chosen = options.arguments.find(key); chosen != options.arguments.end())
            return chosen->second;
    return ArgumentRule::Automatic;
}

/// The demands on the arguments of an action, each with its evidence and with the case that the
/// argument is missing.
std::string argumentTests(const ActionEvidence& action, const ProposalOptions& options)
{
    std::string text;
    if (options.detail != ProposalDetail::Arguments || action.argumentsNotRecorded > 0)
        return text;
    for (const auto& [name, evidence] : action.arguments) {
        const auto demand = demandOf(name, evidence, ruleFor(options, action.action, name));
        if (demand)
            text += comment(name + ": " + demand->words + "; " + demand->support.text()) +
                    fmt::format("when {{ !({}) || ({}) }}\n", hasArgument(name), demand->condition);
    }
    return text;
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
    return text + argumentTests(action, options) + ";\n\n";
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

std::string whyGaps(const TaskProfile& task)
{
    if (task.withoutResult > 0)
        return fmt::format("Nothing is proposed: of {} nobody recorded how they ended, so what is "
                           "missing here may have been needed.",
                           counted(task.withoutResult, "call"));
    return fmt::format("Nothing is proposed: {} cannot be decided for want of recorded facts, so "
                       "what is missing here may have been needed.",
                       counted(task.undecidable, "call"));
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
        return text + comment(whyGaps(task));
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
