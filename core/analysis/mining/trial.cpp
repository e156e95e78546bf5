// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/trial.h"

#include "core/cedar/syntax/parser.h"
#include "core/replay/replay.h"

#include <algorithm>
#include <map>

namespace remit::analysis {
namespace {

using RowKey = std::pair<std::string, std::int64_t>;

/// The present policies that stay beside a proposal of that form.
bool staysBeside(const cedar::Policy& policy, ProposalForm form)
{
    return form == ProposalForm::Guard || policy.effect == cedar::Effect::Forbid;
}

Result<std::shared_ptr<decision::Setup>>
setupWith(const decision::Setup& present, std::vector<cedar::Policy> proposed, ProposalForm form)
{
    auto setup = std::make_shared<decision::Setup>(present);
    setup->policies = {};
    for (const auto& policy : present.policies.policies()) {
        if (staysBeside(*policy, form))
            (void)setup->policies.add(policy);
    }
    for (const cedar::Link& link : present.policies.links()) {
        const auto source = present.policies.find(link.templateId);
        if (source && staysBeside(*source, form))
            (void)setup->policies.link(link);
    }
    std::size_t number = 0;
    for (cedar::Policy& policy : proposed) {
        policy.id = "proposal/" + std::to_string(++number);
        if (Result<> added =
                setup->policies.add(std::make_shared<const cedar::Policy>(std::move(policy)));
            !added)
            return tl::unexpected<Error>(added.error());
    }
    setup->program = cedar::Program::compile(setup->policies);
    setup->revision = decision::revisionOf(*setup);
    return setup;
}

Result<std::map<RowKey, decision::CallVerdict>>
rowsOfTask(const std::shared_ptr<const decision::Setup>& setup, const replay::EventSource& source,
           const std::string& task, const JobControl& job)
{
    std::map<RowKey, decision::CallVerdict> rows;
    const auto summary = replay::replay(
        decision::Decider(setup), source, {},
        [&](std::vector<decision::CallVerdict> decided) -> Result<> {
            for (decision::CallVerdict& row : decided) {
                if (replay::taskId(row.task.value_or("")) == task)
                    rows.emplace(RowKey(row.run, row.step), std::move(row));
            }
            return {};
        },
        job);
    if (!summary)
        return tl::unexpected<Error>(summary.error());
    return rows;
}

} // namespace

Result<ProposalTrial> tryProposal(const decision::Decider& decider,
                                  const replay::EventSource& source, const std::string& task,
                                  const std::string& text, ProposalForm form, const JobControl& job)
{
    ProposalTrial trial;
    cedar::ParsedPolicies parsed = cedar::parsePolicies(text, "proposal");
    trial.diagnostics = std::move(parsed.diagnostics);
    if (hasErrors(trial.diagnostics))
        return trial;
    const auto setup = setupWith(decider.setup(), std::move(parsed.policies), form);
    if (!setup)
        return tl::unexpected<Error>(setup.error());
    const auto present = std::make_shared<const decision::Setup>(decider.setup());
    const auto before = rowsOfTask(present, source, task, job);
    if (!before)
        return tl::unexpected<Error>(before.error());
    auto after = rowsOfTask(*setup, source, task, job);
    if (!after)
        return tl::unexpected<Error>(after.error());
    trial.calls = static_cast<std::int64_t>(before->size());
    for (auto& [key, row] : *after) {
        const auto was = before->find(key);
        if (was != before->end() && was->second.verdict == decision::Verdict::Allow &&
            row.verdict != decision::Verdict::Allow)
            trial.denied.push_back(std::move(row));
    }
    return trial;
}

TaskProfile withoutActions(TaskProfile profile, const std::vector<std::string>& actions)
{
    std::erase_if(profile.actions, [&](const ActionEvidence& evidence) {
        return std::find(actions.begin(), actions.end(), evidence.action) != actions.end();
    });
    return profile;
}

} // namespace remit::analysis
