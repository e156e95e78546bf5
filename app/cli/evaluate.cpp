// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/data_options.h"
#include "core/base/text.h"
#include "core/cedar/engine/explanation.h"
#include "core/cedar/syntax/parser.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct EvaluateOptions {
    std::string expression;
    RequestOptions request;
    std::string schema;
    std::string entities;
    Format format = Format::Text;
};

/// The first node that reads the request.
const cedar::Expr* findVariable(const cedar::Expr& expr)
{
    if (expr.kind == cedar::ExprKind::Variable)
        return &expr;
    for (const cedar::ExprPtr& child : expr.children) {
        if (const cedar::Expr* found = findVariable(*child))
            return found;
    }
    return nullptr;
}

Diagnostic atExpression(std::string code, std::string message, Span span, std::string help)
{
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.file = "expression";
    diagnostic.span = span;
    diagnostic.help = std::move(help);
    return diagnostic;
}

ExitStatus printValue(const cedar::Value& value, Session& session)
{
    const std::string text = cedar::toText(value);
    if (session.format() == Format::Json)
        session.printLine(fmt::format("{{\"value\":{}}}", jsonQuoted(text)));
    else
        session.printLine(text);
    return ExitStatus::Yes;
}

ExitStatus evaluateExpression(const cedar::Expr& expr, const SourceText& source,
                              const EvaluateOptions& options, Session& session)
{
    const auto schema = readSchemaFile(options.schema, session);
    if (!schema)
        return schema.error();
    const auto entities = readEntitiesFile(options.entities, schema->get(), session);
    if (!entities)
        return entities.error();
    cedar::Request request;
    if (options.request.given()) {
        auto read = readRequest(options.request, schema->get(), session);
        if (!read)
            return read.error();
        request = std::move(*read);
    } else if (const cedar::Expr* variable = findVariable(expr)) {
        return session.report(
            {atExpression("evaluate/no-request", "this reads the request, and none is given",
                          variable->span,
                          "Give --principal, --action and --resource, or --request-json.")},
            source);
    }
    const auto value = cedar::evaluate(expr, **entities, request);
    if (value)
        return printValue(*value, session);
    return session.report(
        {atExpression(fmt::format("evaluate/{}", cedar::kindName(value.error().kind)),
                      value.error().message, value.error().span, "")},
        source);
}

ExitStatus evaluate(const EvaluateOptions& options, Session& session)
{
    session.setFormat(options.format);
    const SourceText source("expression", options.expression);
    const cedar::ParsedExpr parsed = cedar::parseExpression(options.expression, source.name());
    ExitStatus status = session.report(parsed.diagnostics, source);
    if (status == ExitStatus::Yes)
        status = evaluateExpression(*parsed.expr, source, options, session);
    if (status != ExitStatus::Yes)
        session.printDiagnostics();
    return status;
}

} // namespace

void addEvaluate(Commands& commands)
{
    auto options = std::make_shared<EvaluateOptions>();
    CLI::App& app =
        commands.add("evaluate", "Evaluates a Cedar expression",
                     [options](Session& session) { return evaluate(*options, session); });
    app.add_option("EXPRESSION", options->expression, "Cedar expression")
        ->required()
        ->type_name("");
    addRequestOptions(app, options->request);
    addSchemaOption(app, options->schema);
    addEntitiesOption(app, options->entities);
    Commands::addFormat(app, options->format, {Format::Text, Format::Json});
}

} // namespace remit::cli
