// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/data_options.h"
#include "app/cli/policy_options.h"
#include "app/cli/workspace_option.h"
#include "core/cedar/validate/validator.h"

#include <fmt/format.h>

#include <map>
#include <optional>

namespace remit::cli {
namespace {

struct ValidateOptions {
    PolicyOptions policies;
    std::string schema;
    std::string workspace;
    std::optional<int> level;
    bool denyWarnings = false;
    Format format = Format::Text;
};

using workspace::PolicyFiles;

ExitStatus validateSet(const cedar::PolicySet& set, const PolicyFiles::Sources& sources,
                       const cedar::Schema& schema, const ValidateOptions& options,
                       Session& session)
{
    cedar::ValidationOptions how;
    how.level = options.level;
    how.fileOf = [&sources](const std::string& id) {
        const auto source = sources.find(id);
        return source == sources.end() ? std::string() : source->second->name();
    };
    std::map<std::string, Diagnostics> byFile;
    for (const Diagnostic& diagnostic : cedar::validate(set, schema, how).diagnostics())
        byFile[diagnostic.file].push_back(diagnostic);
    std::map<std::string, std::shared_ptr<const SourceText>> texts;
    for (const auto& [id, source] : sources)
        texts[source->name()] = source;
    ExitStatus status = ExitStatus::Yes;
    for (const auto& [file, diagnostics] : byFile) {
        const auto text = texts.find(file);
        status =
            worse(status, session.report(diagnostics, text == texts.end() ? SourceText(file, "")
                                                                          : *text->second));
    }
    return status;
}

ExitStatus validateFiles(const ValidateOptions& options, Session& session)
{
    if (options.schema.empty())
        return session.fail({ErrorCode::Usage, "--schema is missing",
                             "Name the schema, or a workspace with --workspace."});
    ReadPolicies policies = readPolicies(options.policies, session);
    const auto schema = readSchemaFile(options.schema, session);
    if (!schema)
        return worse(policies.status, schema.error());
    if (!policies.ok())
        return policies.status;
    return validateSet(policies.set(), policies.files.sources(), **schema, options, session);
}

ExitStatus validateWorkspace(const ValidateOptions& options, Session& session)
{
    const auto opened = openWorkspace(options.workspace, session);
    if (!opened)
        return opened.error();
    const decision::Setup& setup = *opened->setup;
    if (!setup.schema) {
        session.tell(fmt::format("{} has no schema: policies and entities were read, and there is "
                                 "nothing to validate them against.",
                                 options.workspace));
        return ExitStatus::Yes;
    }
    return validateSet(setup.policies, setup.policySources, *setup.schema, options, session);
}

ExitStatus validate(const ValidateOptions& options, Session& session)
{
    session.setFormat(options.format);
    ExitStatus status = options.workspace.empty() ? validateFiles(options, session)
                                                  : validateWorkspace(options, session);
    if (options.denyWarnings && session.warnings() > 0)
        status = worse(status, ExitStatus::Invalid);
    session.printDiagnostics();
    return status;
}

} // namespace

void addValidate(Commands& commands)
{
    auto options = std::make_shared<ValidateOptions>();
    CLI::App& app =
        commands.add("validate", "Checks policies against a schema, or a whole workspace",
                     [options](Session& session) { return validate(*options, session); });
    addPolicyOptions(app, options->policies);
    addSchemaOption(app, options->schema);
    app.add_option("-w,--workspace", options->workspace, "Everything in this workspace")
        ->type_name("DIR")
        ->excludes("--policies")
        ->excludes("--template-linked")
        ->excludes("--schema");
    app.add_option("--level", options->level,
                   "Also check that no chain of entity dereferences is longer")
        ->type_name("N")
        ->check(CLI::Range(0, 1000));
    app.add_flag("--deny-warnings", options->denyWarnings, "A warning counts as an error");
    Commands::addFormat(app, options->format,
                        {Format::Text, Format::Json, Format::JsonLines, Format::Sarif});
}

} // namespace remit::cli
