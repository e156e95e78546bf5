// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/trace_option.h"
#include "app/cli/workspace_option.h"
#include "core/analysis/mining/inventories.h"
#include "core/analysis/mining/trial.h"
#include "core/base/text.h"
#include "core/cedar/entities/entity_json.h"

#include <fmt/format.h>

#include <map>

namespace remit::cli {
namespace {

struct MineOptions {
    std::vector<std::string> traces;
    std::string folder;
    analysis::RunChoice choice;
    bool inventories = false;
    bool siblings = false;
    analysis::ProposalOptions proposal;
    std::vector<std::string> arguments;
    std::string grant;
    std::string out = "-";
};

std::string plural(std::int64_t count, std::string_view what)
{
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

void tellInventories(const analysis::InventoryProposal& proposal, bool siblings, Session& session)
{
    session.tell(fmt::format("Evidence: {} with {}; {} denied for want of a permit, {} of them "
                             "allowed with the inventories.",
                             plural(proposal.runs, "run"), plural(proposal.calls, "call"),
                             proposal.denied, proposal.covered));
    if (proposal.withoutResult > 0)
        session.tell(fmt::format("Left out: {} of which nobody recorded how they ended.",
                                 plural(proposal.withoutResult, "call")));
    for (const analysis::Inventory& inventory : proposal.inventories) {
        session.tell(fmt::format(
            "{}.{}: {}{}; {}", toText(inventory.owner), inventory.attribute,
            plural(static_cast<std::int64_t>(inventory.values.size()), "value"),
            siblings
                ? fmt::format(", {}", plural(static_cast<std::int64_t>(inventory.siblings.size()),
                                             "sibling"))
                : "",
            inventory.support.text()));
        for (const analysis::KnownValue& value : inventory.values)
            session.tell(fmt::format("  {}: {} in {}, first {} step {}", shown(value.text),
                                     plural(value.calls, "call"), plural(value.runs, "run"),
                                     value.run, value.step));
    }
}

ExitStatus mineInventories(const MineOptions& options, const decision::Decider& decider,
                           const replay::EventSource& source, Session& session)
{
    const auto proposal = analysis::mineInventories(
        decider, source, {options.choice, options.siblings}, session.job("Replaying session"));
    session.endProgress();
    if (!proposal)
        return session.fail(proposal.error());
    tellInventories(*proposal, options.siblings, session);
    return session.write(options.out, cedar::toEntityJson(analysis::withInventories(
                                          *decider.setup().entities, *proposal, options.siblings)) +
                                          '\n');
}

/// NAME=RULE, or ACTION.NAME=RULE where the action is a uid.
Result<> addArgumentRules(const std::vector<std::string>& given, analysis::ProposalOptions& options)
{
    for (const std::string& one : given) {
        const std::size_t equals = one.rfind('=');
        const auto rule = equals == std::string::npos
                              ? std::nullopt
                              : analysis::argumentRuleNamed(one.substr(equals + 1));
        if (!rule)
            return failure(ErrorCode::Invalid, shown(one) + " is no rule for an argument",
                           "write NAME=RULE; rules are anything, values, range, prefix, origin and "
                           "automatic");
        std::string name = one.substr(0, equals);
        const std::size_t dot = name.rfind("\".");
        const std::string action = dot == std::string::npos ? "" : name.substr(0, dot + 1);
        if (dot != std::string::npos)
            name = name.substr(dot + 2);
        options.arguments[{action, name}] = *rule;
    }
    return {};
}

/// Proposals for every task, or the one for the grant.
std::string proposals(const std::string& grant, const analysis::ProposalOptions& proposal,
                      const std::vector<analysis::ObservedCall>& calls)
{
    std::string text;
    if (grant.empty()) {
        for (const analysis::TaskProfile& profile : analysis::taskProfiles(calls))
            text += (text.empty() ? "" : "\n") + analysis::proposedPolicies(profile, proposal);
        return text;
    }
    for (const analysis::GrantProfile& profile : analysis::grantProfiles(calls))
        if (profile.grant == grant)
            text = analysis::proposedPolicies(profile.task, proposal);
    return text;
}

Error nothingFor(const std::string& grant)
{
    if (grant.empty())
        return {ErrorCode::NotFound, "no call of these runs belongs to such a task",
                "name a task as the traces do (a glob is fine), or other traces"};
    return {ErrorCode::NotFound,
            "no call of these runs was decided on a chain with the grant " + shown(grant),
            "name a grant that was used; remit findings lists those that are dormant"};
}

ExitStatus mineTasks(const MineOptions& options, const decision::Decider& decider,
                     const replay::EventSource& source, Session& session)
{
    analysis::ProposalOptions proposal = options.proposal;
    if (const Result<> ruled = addArgumentRules(options.arguments, proposal); !ruled)
        return session.fail(ruled.error());
    if (!options.grant.empty())
        proposal.form = analysis::ProposalForm::Scope;
    const auto calls =
        analysis::observedCalls(decider, source, options.choice, session.job("Replaying session"));
    session.endProgress();
    if (!calls)
        return session.fail(calls.error());
    const std::string text = proposals(options.grant, proposal, *calls);
    if (text.empty())
        return session.fail(nothingFor(options.grant));
    for (const Diagnostic& diagnostic : analysis::checkProposal(text, decider.setup()))
        session.tell("The proposal does not fit the schema: " + diagnostic.message);
    return session.write(options.out, text);
}

ExitStatus mine(const MineOptions& options, Session& session)
{
    const auto opened = openWorkspace(options.folder, session);
    if (!opened)
        return opened.error();
    const auto traces = openTraces(options.traces, opened->workspace, session);
    if (!traces)
        return traces.error();
    const decision::Decider decider(opened->setup);
    const ExitStatus status = options.inventories
                                  ? mineInventories(options, decider, *traces->source, session)
                                  : mineTasks(options, decider, *traces->source, session);
    return worse(traces->status, status);
}

void addProposalOptions(CLI::App& app, analysis::ProposalOptions& proposal)
{
    using Form = analysis::ProposalForm;
    using Detail = analysis::ProposalDetail;
    app.add_option("--form", proposal.form,
                   "permits: what the task was seen to do; guard: a forbid of all that it was not "
                   "seen to do; scope: the permits as the scope of a grant")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Form>{
            {"permits", Form::Permits}, {"guard", Form::Guard}, {"scope", Form::Scope}}))
        ->type_name("FORM");
    app.add_option("--detail", proposal.detail,
                   "How much of the evidence becomes a demand: actions, resources or arguments")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, Detail>{{"actions", Detail::Actions},
                                          {"resources", Detail::Resources},
                                          {"arguments", Detail::Arguments}}))
        ->type_name("DETAIL");
    app.add_flag("!--guard-reads", proposal.readsFree,
                 "A guard forbids new reads too, also those of low risk");
}

} // namespace

void addMine(Commands& commands)
{
    auto options = std::make_shared<MineOptions>();
    CLI::App& app = commands.add(
        "mine", "Proposes the least policy, or inventories, from what recorded runs needed",
        [options](Session& session) { return mine(*options, session); });
    addTraceOption(app, options->traces);
    addWorkspaceOption(app, options->folder);
    auto* task =
        app.add_option("--task", options->choice.tasks, "Policies for these tasks (globs of ids)")
            ->type_name("ID");
    auto* inventories = app.add_flag("--inventories", options->inventories,
                                     "Values that policies look up and that successful calls used");
    task->excludes(inventories);
    app.add_option("--run", options->choice.runs, "Only these runs are evidence (globs of ids)")
        ->type_name("ID");
    app.add_flag("--siblings", options->siblings,
                 "With --inventories: also values of the same form found where the used ones came "
                 "from")
        ->needs(inventories);
    addProposalOptions(app, options->proposal);
    app.add_option("--argument", options->arguments,
                   "How far an argument is generalised, at --detail arguments: NAME=RULE with "
                   "anything, values, range, prefix, origin (where its values came from) or "
                   "automatic; ACTION.NAME for one action alone")
        ->type_name("NAME=RULE");
    app.add_option("--grant", options->grant,
                   "The scope that this grant was seen to need, instead of tasks")
        ->type_name("ID")
        ->excludes(inventories);
    app.add_option("-o,--out", options->out, "Where the proposal goes; - is standard output")
        ->type_name("FILE")
        ->capture_default_str();
}

} // namespace remit::cli
