// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/data_options.h"
#include "app/cli/policy_options.h"
#include "core/cedar/syntax/parser.h"

namespace remit::cli {
namespace {

struct CheckParseOptions {
    PolicyOptions policies;
    std::string expression;
    std::string schema;
    std::string entities;
    Format format = Format::Text;

    /// Without anything named, policies come from standard input.
    [[nodiscard]] bool wantsPolicies() const
    {
        return !policies.files.empty() || !policies.links.empty() ||
               (expression.empty() && schema.empty() && entities.empty());
    }
};

ExitStatus checkExpression(const std::string& text, Session& session)
{
    const SourceText source("expression", text);
    return session.report(cedar::parseExpression(text, source.name()).diagnostics, source);
}

ExitStatus checkParse(const CheckParseOptions& options, Session& session)
{
    session.setFormat(options.format);
    ExitStatus status = ExitStatus::Yes;
    if (options.wantsPolicies())
        status = worse(status, readPolicies(options.policies, session).status);
    if (!options.expression.empty())
        status = worse(status, checkExpression(options.expression, session));
    const auto schema = readSchemaFile(options.schema, session);
    if (!schema)
        status = worse(status, schema.error());
    if (!options.entities.empty()) {
        const auto entities =
            readEntitiesFile(options.entities, schema ? schema->get() : nullptr, session);
        if (!entities)
            status = worse(status, entities.error());
    }
    session.printDiagnostics();
    return status;
}

} // namespace

void addCheckParse(Commands& commands)
{
    auto options = std::make_shared<CheckParseOptions>();
    CLI::App& app =
        commands.add("check-parse", "Checks that policies, schema and entities can be read",
                     [options](Session& session) { return checkParse(*options, session); });
    addPolicyOptions(app, options->policies);
    app.add_option("-e,--expression", options->expression, "A single expression")
        ->type_name("TEXT");
    addSchemaOption(app, options->schema);
    addEntitiesOption(app, options->entities);
    Commands::addFormat(app, options->format,
                        {Format::Text, Format::Json, Format::JsonLines, Format::Sarif});
}

} // namespace remit::cli
