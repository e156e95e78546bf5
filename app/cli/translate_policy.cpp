// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/policy_options.h"
#include "core/cedar/syntax/policy_json.h"
#include "core/cedar/syntax/printer.h"

namespace remit::cli {
namespace {

struct TranslatePolicyOptions {
    PolicyOptions policies;
    std::string direction;
};

ExitStatus toJsonForm(const TranslatePolicyOptions& options, Session& session)
{
    ReadPolicies policies = readPolicies(options.policies, session);
    if (policies.ok())
        session.printLine(cedar::toJson(policies.set()));
    return policies.status;
}

ExitStatus toCedarText(const TranslatePolicyOptions& options, Session& session)
{
    const auto& files = options.policies.files;
    if (files.size() > 1)
        return session.fail(
            {ErrorCode::Usage, "the JSON form of policies is one file", "Give --policies once."});
    const std::string file = files.empty() ? "-" : files.front();
    const auto source = session.read(file);
    if (!source)
        return source.error();
    const auto parsed = cedar::parsePolicySetJson((*source)->text(), file);
    const ExitStatus status = session.report(parsed.diagnostics, **source);
    if (status != ExitStatus::Yes)
        return status;
    if (!parsed.links.empty())
        return session.fail({ErrorCode::Invalid, "Cedar text cannot say template links",
                             "Keep them in a file of links, as `remit link` writes."});
    for (std::size_t i = 0; i < parsed.policies.size(); ++i)
        session.printLine((i == 0 ? "" : "\n") + cedar::toText(parsed.policies[i]));
    return ExitStatus::Yes;
}

} // namespace

void addTranslatePolicy(Commands& commands)
{
    auto options = std::make_shared<TranslatePolicyOptions>();
    CLI::App& app = commands.add("translate-policy", "Turns policies into their JSON form, or back",
                                 [options](Session& session) {
                                     return options->direction == "cedar-to-json"
                                                ? toJsonForm(*options, session)
                                                : toCedarText(*options, session);
                                 });
    app.add_option("--direction", options->direction, "From which form to which")
        ->required()
        ->check(CLI::IsMember({"cedar-to-json", "json-to-cedar"}))
        ->type_name("cedar-to-json|json-to-cedar");
    addPolicyOptions(app, options->policies);
}

} // namespace remit::cli
