// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/base/text.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/schema/printer.h"
#include "core/mcp/schema_generator.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct FromMcpOptions {
    std::string tools;
    std::string stub;
    std::string out = "-";
    bool json = false;
    bool keepAnnotations = false;
    mcp::GeneratorOptions generator;
    Format format = Format::Text;
};

/// The stub's text: the file's, or the built-in one.
tl::expected<SourcePtr, ExitStatus> readStub(const FromMcpOptions& options, Session& session)
{
    if (!options.stub.empty())
        return session.read(options.stub);
    return std::make_shared<const SourceText>("built-in stub", std::string(mcp::defaultStub()));
}

void tellLosses(const std::vector<mcp::Loss>& losses, Session& session)
{
    if (losses.empty())
        return;
    session.tell(
        fmt::format("{} parts of the tools' schemas are not in the Cedar schema:", losses.size()));
    for (const mcp::Loss& loss : losses)
        session.tell(
            fmt::format("  {}{}: {}", shown(loss.tool), shown(loss.pointer), shown(loss.what)));
}

std::string lossesJson(const std::vector<mcp::Loss>& losses)
{
    std::string items;
    for (const mcp::Loss& loss : losses)
        items +=
            fmt::format(R"({}{{"tool":{},"pointer":{},"what":{}}})", items.empty() ? "" : ",",
                        jsonQuoted(loss.tool), jsonQuoted(loss.pointer), jsonQuoted(loss.what));
    return items;
}

/// The schema in the format asked for.
Result<std::string> printed(const cedar::SchemaDocument& document, bool json)
{
    if (json)
        return cedar::toSchemaJson(document);
    return cedar::toSchemaText(document);
}

ExitStatus fromMcp(const FromMcpOptions& options, Session& session)
{
    session.setFormat(options.format);
    const auto toolsText = session.read(options.tools);
    if (!toolsText)
        return toolsText.error();
    const auto stubText = readStub(options, session);
    if (!stubText)
        return stubText.error();
    const mcp::ToolList list = mcp::parseToolList((*toolsText)->text(), (*toolsText)->name());
    ExitStatus status = session.report(list.diagnostics, **toolsText);
    const auto stub = cedar::parseSchema((*stubText)->text(), (*stubText)->name());
    mcp::GeneratorOptions generator = options.generator;
    generator.eraseAnnotations = !options.keepAnnotations;
    const mcp::GeneratedSchema schema = mcp::generateSchema(list.tools, stub, generator);
    status = worse(status, session.report(schema.diagnostics, **stubText));
    if (status != ExitStatus::Yes) {
        session.printDiagnostics();
        return status;
    }
    const auto text = printed(schema.document, options.json);
    if (!text)
        return session.fail(text.error());
    if (options.format == Format::Json) {
        session.printLine(fmt::format(R"({{"schema":{},"losses":[{}]}})", jsonQuoted(*text),
                                      lossesJson(schema.losses)));
        return ExitStatus::Yes;
    }
    tellLosses(schema.losses, session);
    return session.write(options.out, *text);
}

void addGeneratorOptions(CLI::App& app, FromMcpOptions& options)
{
    mcp::GeneratorOptions& generator = options.generator;
    app.add_flag("--facts", generator.facts,
                 "Add the facts of the decision model to every context, and the principal types "
                 "that chains may carry to every action");
    app.add_option("--principal-types", generator.principalTypes,
                   "With --facts: human, agent and service-account types")
        ->delimiter(',')
        ->type_name("TYPE,…")
        ->capture_default_str();
    app.add_flag("--include-outputs", generator.includeOutputs, "Type the tools' outputs too");
    app.add_flag("--objects-as-records", generator.objectsAsRecords,
                 "Write objects as records in place, not as entity types");
    app.add_flag("--flatten-namespaces", generator.flattenNamespaces,
                 "One namespace for all types");
    app.add_flag("--numbers-as-decimal", generator.numbersAsDecimal,
                 "Numbers as decimals of four places; comparing other numbers is unsound");
    app.add_flag("--deduplicate", generator.deduplicateEntityTypes,
                 "Declare equal enumerations and records once");
    app.add_flag("--keep-annotations", options.keepAnnotations, "Keep the stub's annotations");
}

} // namespace

void addSchema(Commands& commands)
{
    auto options = std::make_shared<FromMcpOptions>();
    Commands group = commands.group("schema", "Makes Cedar schemas");
    CLI::App& app = group.add("from-mcp", "Makes a Cedar schema from an MCP tools/list",
                              [options](Session& session) { return fromMcp(*options, session); });
    app.add_option("TOOLS", options->tools, "MCP tool list; - is standard input")->required();
    app.add_option("--stub", options->stub,
                   "Schema with one namespace whose annotations say what all tools share")
        ->type_name("FILE");
    app.add_option("-o,--out", options->out, "Where the schema goes; - is standard output")
        ->type_name("FILE")
        ->capture_default_str();
    app.add_flag("--json", options->json, "Write the schema in Cedar's JSON format");
    addGeneratorOptions(app, *options);
    Commands::addFormat(app, options->format, {Format::Text, Format::Json});
}

} // namespace remit::cli
