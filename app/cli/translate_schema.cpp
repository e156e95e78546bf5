// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/schema/printer.h"
#include "core/cedar/schema/schema.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct TranslateSchemaOptions {
    std::string file = "-";
    std::string direction;
    Format format = Format::Text;
};

Result<std::string> translated(const cedar::SchemaDocument& document, const std::string& direction)
{
    if (direction == "json-to-cedar")
        return cedar::toSchemaText(document);
    if (direction == "cedar-to-json")
        return cedar::toSchemaJson(document);
    return cedar::toResolvedSchemaJson(document);
}

ExitStatus translateSchema(const TranslateSchemaOptions& options, Session& session)
{
    session.setFormat(options.format);
    const auto source = session.read(options.file);
    if (!source)
        return source.error();
    const bool fromJson = options.direction == "json-to-cedar";
    const cedar::SchemaDocument document =
        fromJson ? cedar::parseSchemaJson((*source)->text(), options.file)
                 : cedar::parseSchemaText((*source)->text(), options.file);
    const ExitStatus status = session.report(document.diagnostics, **source);
    if (status != ExitStatus::Yes) {
        session.printDiagnostics();
        return status;
    }
    const auto text = translated(document, options.direction);
    if (!text)
        return session.fail(text.error());
    session.print(*text);
    if (!text->ends_with('\n'))
        session.print("\n");
    return ExitStatus::Yes;
}

} // namespace

void addTranslateSchema(Commands& commands)
{
    auto options = std::make_shared<TranslateSchemaOptions>();
    CLI::App& app =
        commands.add("translate-schema", "Turns a schema into the other format",
                     [options](Session& session) { return translateSchema(*options, session); });
    app.add_option("--direction", options->direction, "From which format to which")
        ->required()
        ->check(
            CLI::IsMember({"json-to-cedar", "cedar-to-json", "cedar-to-json-with-resolved-types"}))
        ->type_name("json-to-cedar|cedar-to-json|cedar-to-json-with-resolved-types");
    app.add_option("-s,--schema", options->file, "Schema; standard input when left out or -")
        ->type_name("FILE");
    Commands::addFormat(app, options->format, {Format::Text, Format::Json, Format::Sarif});
}

} // namespace remit::cli
