// SPDX-License-Identifier: Apache-2.0
#include "app/cli/policy_options.h"

#include "core/workspace/links.h"

namespace remit::cli {
namespace {

using workspace::PolicyNaming;

void readLinkFile(const std::string& file, ReadPolicies& policies, Session& session)
{
    const auto source = session.read(file);
    if (!source) {
        policies.status = worse(policies.status, source.error());
        return;
    }
    const cedar::ParsedLinks read = cedar::parseLinks((*source)->text(), file);
    Diagnostics diagnostics = read.diagnostics;
    if (policies.ok()) // else the templates that it names may be missing for another reason
        workspace::addLinks(policies.files.set(), read, file, diagnostics);
    policies.status = worse(policies.status, session.report(diagnostics, **source));
}

} // namespace

void addPolicyOptions(CLI::App& app, PolicyOptions& options)
{
    app.add_option("-p,--policies", options.files,
                   "Cedar policies and templates; may be given more than once; standard input when "
                   "left out or -")
        ->type_name("FILE")
        ->allow_extra_args(false);
    app.add_option("-k,--template-linked", options.links, "Template links, as `remit link` writes")
        ->type_name("FILE");
    app.add_option_function<std::string>(
           "--ids",
           [&options](const std::string& written) {
               options.naming =
                   written == "position" ? PolicyNaming::Position : PolicyNaming::IdOrPosition;
           },
           "How policies are named: by their @id, else policyN, or by position always")
        ->check(CLI::IsMember({"annotation", "position"}))
        ->type_name("annotation|position");
}

ReadPolicies readPolicies(const PolicyOptions& options, Session& session)
{
    ReadPolicies policies{workspace::PolicyFiles(options.naming)};
    const std::vector<std::string> standardInput{"-"};
    for (const std::string& file : options.files.empty() ? standardInput : options.files) {
        const auto source = session.read(file);
        if (!source) {
            policies.status = worse(policies.status, source.error());
            continue;
        }
        Diagnostics diagnostics;
        policies.files.add((*source)->text(), file, diagnostics);
        policies.status = worse(policies.status, session.report(diagnostics, **source));
    }
    if (!options.links.empty())
        readLinkFile(options.links, policies, session);
    return policies;
}

} // namespace remit::cli
