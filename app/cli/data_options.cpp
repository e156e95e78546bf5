// SPDX-License-Identifier: Apache-2.0
#include "app/cli/data_options.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/entities/request_json.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/validate/conformance.h"
#include "core/workspace/entity_files.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

/// A JSON file, or nothing after having told what is wrong with it.
struct ReadJson {
    SourcePtr source;
    JsonValue root;
};

tl::expected<ReadJson, ExitStatus> readJsonFile(const std::string& file, Session& session)
{
    auto source = session.read(file);
    if (!source)
        return tl::unexpected(source.error());
    JsonDocument document = parseJson((*source)->text(), file);
    const ExitStatus status = session.report(document.diagnostics, **source);
    if (status != ExitStatus::Yes)
        return tl::unexpected(status);
    return ReadJson{*source, std::move(*document.root)};
}

tl::expected<cedar::EntityUid, ExitStatus> uidArgument(const std::string& option,
                                                       const std::string& written, Session& session)
{
    if (written.empty())
        return tl::unexpected(
            session.fail({ErrorCode::Usage, fmt::format("--{} is missing", option),
                          "Give --principal, --action and --resource, or --request-json."}));
    auto uid = cedar::parseEntityUid(written);
    if (!uid)
        return tl::unexpected(session.fail(
            {ErrorCode::Usage, fmt::format("--{} {} names no entity", option, shown(written)),
             fmt::format("Write a type and an id in quotes, and quote it for the shell: --{} "
                         "'User::\"alice\"'.",
                         option)}));
    return *uid;
}

tl::expected<cedar::Value, ExitStatus> contextFile(const std::string& file,
                                                   const cedar::EntityUid& action,
                                                   const cedar::Schema* schema, Session& session)
{
    if (file.empty())
        return cedar::Value::record({});
    const auto json = readJsonFile(file, session);
    if (!json)
        return tl::unexpected(json.error());
    Diagnostics diagnostics;
    auto context = cedar::readContext(json->root, file, diagnostics, schema, &action);
    const ExitStatus status = session.report(diagnostics, *json->source);
    if (status != ExitStatus::Yes)
        return tl::unexpected(status);
    return *context;
}

ExitStatus checkAgainst(const cedar::Schema& schema, const cedar::Request& request,
                        Session& session)
{
    ExitStatus status = ExitStatus::Yes;
    for (const auto& error : cedar::checkRequest(&request.principal, &request.action,
                                                 &request.resource, &request.context, schema))
        status = worse(status, session.fail({ErrorCode::Invalid, error.message, error.help}));
    return status;
}

tl::expected<cedar::Request, ExitStatus>
requestOfParts(const RequestOptions& options, const cedar::Schema* schema, Session& session)
{
    const auto principal = uidArgument("principal", options.principal, session);
    if (!principal)
        return tl::unexpected(principal.error());
    const auto action = uidArgument("action", options.action, session);
    if (!action)
        return tl::unexpected(action.error());
    const auto resource = uidArgument("resource", options.resource, session);
    if (!resource)
        return tl::unexpected(resource.error());
    auto context = contextFile(options.context, *action, schema, session);
    if (!context)
        return tl::unexpected(context.error());
    cedar::Request request{*principal, *action, *resource, *context};
    const ExitStatus status = schema ? checkAgainst(*schema, request, session) : ExitStatus::Yes;
    if (status != ExitStatus::Yes)
        return tl::unexpected(status);
    return request;
}

tl::expected<cedar::Request, ExitStatus>
requestOfFile(const std::string& file, const cedar::Schema* schema, Session& session)
{
    const auto json = readJsonFile(file, session);
    if (!json)
        return tl::unexpected(json.error());
    Diagnostics diagnostics;
    auto request = cedar::readRequest(json->root, file, diagnostics, schema);
    const ExitStatus status = session.report(diagnostics, *json->source);
    if (status != ExitStatus::Yes || !request)
        return tl::unexpected(worse(status, ExitStatus::Invalid));
    return *request;
}

} // namespace

void addSchemaOption(CLI::App& app, std::string& file)
{
    app.add_option("-s,--schema", file, "Schema, as Cedar text or JSON")->type_name("FILE");
}

void addEntitiesOption(CLI::App& app, std::string& file)
{
    app.add_option("--entities", file, "Entities, as Cedar entity JSON")->type_name("FILE");
}

tl::expected<SchemaPtr, ExitStatus> readSchemaFile(const std::string& file, Session& session)
{
    if (file.empty())
        return SchemaPtr{};
    const auto source = session.read(file);
    if (!source)
        return tl::unexpected(source.error());
    cedar::ResolvedSchema resolved = cedar::readSchema((*source)->text(), file);
    const ExitStatus status = session.report(resolved.diagnostics, **source);
    if (status != ExitStatus::Yes)
        return tl::unexpected(status);
    return resolved.schema;
}

tl::expected<EntitiesPtr, ExitStatus>
readEntitiesFile(const std::string& file, const cedar::Schema* schema, Session& session)
{
    workspace::EntityFiles files(schema);
    Diagnostics diagnostics;
    SourcePtr source = std::make_shared<const SourceText>();
    if (!file.empty()) {
        const auto read = session.read(file);
        if (!read)
            return tl::unexpected(read.error());
        source = *read;
        files.add(source->text(), file, diagnostics);
    }
    EntitiesPtr store = hasErrors(diagnostics) ? nullptr : files.build(diagnostics);
    const ExitStatus status = session.report(diagnostics, *source);
    if (status != ExitStatus::Yes)
        return tl::unexpected(status);
    return store;
}

void addRequestOptions(CLI::App& app, RequestOptions& options)
{
    app.add_option("-l,--principal", options.principal, "Who asks: 'User::\"alice\"'")
        ->type_name("ENTITY");
    app.add_option("-a,--action", options.action, "What is asked for: 'Action::\"view\"'")
        ->type_name("ENTITY");
    app.add_option("-r,--resource", options.resource, "On what: 'Photo::\"trip.jpg\"'")
        ->type_name("ENTITY");
    app.add_option("-c,--context", options.context, "Context, as a JSON object")->type_name("FILE");
    app.add_option("--request-json", options.file,
                   "The whole request: {\"principal\", \"action\", \"resource\", \"context\"}")
        ->type_name("FILE")
        ->excludes("--principal")
        ->excludes("--action")
        ->excludes("--resource")
        ->excludes("--context");
}

tl::expected<cedar::Request, ExitStatus> readRequest(const RequestOptions& options,
                                                     const cedar::Schema* schema, Session& session)
{
    return options.file.empty() ? requestOfParts(options, schema, session)
                                : requestOfFile(options.file, schema, session);
}

} // namespace remit::cli
