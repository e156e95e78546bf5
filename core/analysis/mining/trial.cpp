// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/trial.h"

#include "core/cedar/syntax/parser.h"
#include "core/cedar/validate/validator.h"
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

/// The grant with the proposal as its scope.
std::shared_ptr<decision::Setup> setupWithScope(const decision::Setup& present,
                                                const std::string& text,
                                                std::vector<cedar::Policy> proposed,
                                                const std::string& grant)
{
    auto setup = std::make_shared<decision::Setup>(present);
    cedar::PolicySet scope;
    for (std::size_t i = 0; i < proposed.size(); ++i) {
        proposed[i].id = "#" + std::to_string(i);
        (void)scope.add(std::make_shared<const cedar::Policy>(std::move(proposed[i])));
    }
    setup->scopes[grant] = {"grants/" + grant + ".cedar",
                            std::make_shared<const SourceText>("grants/" + grant + ".cedar", text),
                            cedar::Program::compile(scope)};
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

Diagnostics checkProposal(const std::string& text, const decision::Setup& setup)
{
    cedar::ParsedPolicies parsed = cedar::parsePolicies(text, "proposal");
    if (setup.schema == nullptr || hasErrors(parsed.diagnostics))
        return std::move(parsed.diagnostics);
    for (const cedar::Policy& policy : parsed.policies)
        for (cedar::ValidationFinding& finding : cedar::validatePolicy(policy, *setup.schema))
            parsed.diagnostics.push_back(std::move(finding.diagnostic));
    return std::move(parsed.diagnostics);
}

Result<ProposalTrial> tryProposal(const decision::Decider& decider,
                                  const replay::EventSource& source, const Proposal& proposal,
                                  const JobControl& job)
{
    ProposalTrial trial;
    trial.diagnostics = checkProposal(proposal.text, decider.setup());
    if (hasErrors(trial.diagnostics))
        return trial;
    std::vector<cedar::Policy> proposed = cedar::parsePolicies(proposal.text, "proposal").policies;
    const Result<std::shared_ptr<decision::Setup>> setup =
        proposal.form == ProposalForm::Scope && !proposal.grant.empty()
            ? setupWithScope(decider.setup(), proposal.text, std::move(proposed), proposal.grant)
            : setupWith(decider.setup(), std::move(proposed), proposal.form);
    if (!setup)
        return tl::unexpected<Error>(setup.error());
    const auto present = std::make_shared<const decision::Setup>(decider.setup());
    const auto before = rowsOfTask(present, source, proposal.task, job);
    if (!before)
        return tl::unexpected<Error>(before.error());
    auto after = rowsOfTask(*setup, source, proposal.task, job);
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
