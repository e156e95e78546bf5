// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/data_options.h"
#include "app/cli/policy_options.h"
#include "app/cli/workspace_option.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/validate/check.h"
#include "core/workspace/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

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

/// Each diagnostic with the text that it is about.
ExitStatus reportAll(const Diagnostics& diagnostics, const std::vector<SourcePtr>& texts,
                     Session& session)
{
    std::map<std::string, Diagnostics> byFile;
    for (const Diagnostic& diagnostic : diagnostics)
        byFile[diagnostic.file].push_back(diagnostic);
    ExitStatus status = ExitStatus::Yes;
    for (const auto& [file, ofFile] : byFile) {
        const auto text =
            std::find_if(texts.begin(), texts.end(),
                         [&name = file](const SourcePtr& one) { return one->name() == name; });
        status = worse(status,
                       session.report(ofFile, text == texts.end() ? SourceText(file, "") : **text));
    }
    return status;
}

ExitStatus validateFiles(const ValidateOptions& options, Session& session)
{
    if (options.schema.empty())
        return session.fail({ErrorCode::Usage, "--schema is missing",
                             "Name the schema, or a workspace with --workspace."});
    ReadPolicies policies = readPolicies(options.policies, session);
    const auto schemaText = session.read(options.schema);
    if (!schemaText)
        return worse(policies.status, schemaText.error());
    const cedar::ResolvedSchema schema = cedar::readSchema((*schemaText)->text(), options.schema);
    const ExitStatus status =
        worse(policies.status, session.report(schema.diagnostics, **schemaText));
    if (status != ExitStatus::Yes)
        return status;
    const workspace::PolicyFiles::Sources& sources = policies.files.sources();
    cedar::CheckOptions how;
    how.level = options.level;
    how.fileOf = [&sources](const std::string& id) {
        const auto source = sources.find(id);
        return source == sources.end() ? std::string() : source->second->name();
    };
    how.knowsLinks = !options.policies.links.empty();
    std::vector<SourcePtr> texts{*schemaText};
    for (const auto& [id, source] : sources)
        texts.push_back(source);
    return reportAll(cedar::checkPolicies(policies.set(), schema.schema.get(), how), texts,
                     session);
}

ExitStatus validateWorkspace(const ValidateOptions& options, Session& session)
{
    const auto opened = workspace::Workspace::open(options.workspace);
    if (!opened)
        return session.fail(opened.error());
    workspace::Workspace workspace = *opened;
    const workspace::Snapshot snapshot = workspace.snapshot();
    const workspace::Loaded loaded = workspace::loadSetup(snapshot);
    Diagnostics diagnostics = loaded.diagnostics;
    const Diagnostics more = workspace::checkSetup(loaded, options.level);
    diagnostics.insert(diagnostics.end(), more.begin(), more.end());
    const ExitStatus status = reportOfFiles(diagnostics, snapshot, session);
    if (!loaded.setup->schema)
        session.tell(fmt::format("{} has no schema: policies and entities were read, and there is "
                                 "nothing to validate them against.",
                                 options.workspace));
    return status;
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
