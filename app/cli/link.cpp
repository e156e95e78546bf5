// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/policy_options.h"
#include "core/base/text.h"
#include "core/cedar/syntax/printer.h"
#include "core/workspace/links.h"

#include <fmt/format.h>

#include <filesystem>

namespace remit::cli {
namespace {

struct LinkOptions {
    PolicyOptions policies; ///< its `links` is the file that is added to
    std::string templateId;
    std::string newId;
    std::string arguments = "{}";
};

/// The file of links; none yet is as good as an empty one.
tl::expected<cedar::ParsedLinks, ExitStatus> readExisting(const std::string& file, Session& session)
{
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return cedar::ParsedLinks{};
    const auto source = session.read(file);
    if (!source)
        return tl::unexpected(source.error());
    auto read = cedar::parseLinks((*source)->text(), file);
    const ExitStatus status = session.report(read.diagnostics, **source);
    if (status != ExitStatus::Yes)
        return tl::unexpected(status);
    return read;
}

/// The new link, read as the file would be, so that there is one reader only.
tl::expected<cedar::Link, ExitStatus> readNew(const LinkOptions& options, Session& session)
{
    const SourceText source("--arguments",
                            fmt::format("[{{\"template_id\":{},\"link_id\":{},\"args\":{}}}]",
                                        jsonQuoted(options.templateId), jsonQuoted(options.newId),
                                        options.arguments));
    const cedar::ParsedLinks read = cedar::parseLinks(source.text(), source.name());
    const ExitStatus status = session.report(read.diagnostics, source);
    if (status != ExitStatus::Yes)
        return tl::unexpected(status);
    return read.links.front();
}

ExitStatus linkTemplate(const LinkOptions& options, Session& session)
{
    PolicyOptions withoutLinks = options.policies;
    withoutLinks.links.clear();
    ReadPolicies policies = readPolicies(withoutLinks, session);
    auto existing = readExisting(options.policies.links, session);
    auto added = readNew(options, session);
    ExitStatus status = policies.status;
    if (!existing)
        status = worse(status, existing.error());
    if (!added)
        status = worse(status, added.error());
    if (status != ExitStatus::Yes)
        return status;
    existing->links.push_back(*added);
    for (const cedar::Link& link : existing->links) {
        if (const auto fits = policies.files.set().link(link); !fits)
            return session.fail(fits.error());
    }
    status = session.write(options.policies.links, cedar::linksText(existing->links));
    if (status == ExitStatus::Yes)
        session.printLine(
            cedar::toText(cedar::linked(*policies.set().find(added->templateId), *added)));
    return status;
}

} // namespace

void addLink(Commands& commands)
{
    auto options = std::make_shared<LinkOptions>();
    CLI::App& app =
        commands.add("link", "Makes a policy of a template and adds it to a file of links",
                     [options](Session& session) { return linkTemplate(*options, session); });
    addPolicyOptions(app, options->policies);
    app.get_option("--template-linked")->required();
    app.add_option("--template-id", options->templateId, "Id of the template")
        ->required()
        ->type_name("ID");
    app.add_option("-n,--new-id", options->newId, "Id of the new policy")
        ->required()
        ->type_name("ID");
    app.add_option("-a,--arguments", options->arguments,
                   "An entity for each slot: '{\"?principal\": \"User::\\\"alice\\\"\"}'")
        ->type_name("JSON");
}

} // namespace remit::cli
