// SPDX-License-Identifier: Apache-2.0
#include "app/cli/authorize_batch.h"
#include "app/cli/commands.h"
#include "app/cli/data_options.h"
#include "app/cli/policy_options.h"
#include "app/cli/response_json.h"
#include "core/cedar/engine/program.h"

#include <fmt/format.h>

#include <chrono>

namespace remit::cli {
namespace {

struct AuthorizeOptions {
    PolicyOptions policies;
    RequestOptions request;
    std::string requests; ///< JSON Lines; empty: a single request
    std::string schema;
    std::string entities;
    bool verbose = false;
    bool timing = false;
    Format format = Format::Text;
};

/// Why, in the layout of Cedar's own command line.
void printReasons(const cedar::Response& response, Session& session)
{
    session.printLine("");
    if (response.reasons.empty()) {
        session.printLine("note: no policies applied to this request");
        return;
    }
    session.printLine("note: this decision was due to the following policies:");
    for (const std::string& id : response.reasons)
        session.printLine("  " + id);
}

void tellErrors(const cedar::Response& response, ReadPolicies& policies, Session& session)
{
    for (const cedar::PolicyError& each : response.errors) {
        Diagnostic diagnostic;
        diagnostic.code = fmt::format("evaluate/{}", cedar::kindName(each.error.kind));
        diagnostic.severity = Severity::Warning;
        diagnostic.message =
            fmt::format("policy {} was skipped: {}", each.policy, each.error.message);
        diagnostic.span = each.error.span;
        const auto source = policies.files.sources().find(sourceOf(policies.set(), each.policy));
        if (source == policies.files.sources().end())
            session.tell("warning: " + diagnostic.message);
        else
            (void)session.report({std::move(diagnostic)}, *source->second);
    }
}

ExitStatus printResponse(const cedar::Response& response, const AuthorizeOptions& options,
                         ReadPolicies& policies, Session& session)
{
    const bool allowed = response.decision == cedar::Decision::Allow;
    if (session.format() == Format::Json) {
        session.printLine(toJson(response));
    } else {
        session.printLine(allowed ? "ALLOW" : "DENY");
        if (options.verbose)
            printReasons(response, session);
        tellErrors(response, policies, session);
    }
    return allowed ? ExitStatus::Yes : ExitStatus::No;
}

ExitStatus decideOne(const AuthorizeOptions& options, const BatchInput& input,
                     ReadPolicies& policies, Session& session)
{
    const auto request = readRequest(options.request, input.schema.get(), session);
    if (!request)
        return request.error();
    cedar::Scratch scratch;
    const auto start = std::chrono::steady_clock::now();
    const cedar::Response response =
        cedar::authorize(*input.program, *input.entities, *request, scratch);
    const auto end = std::chrono::steady_clock::now();
    const ExitStatus status = printResponse(response, options, policies, session);
    if (options.timing)
        session.tell(fmt::format(
            "Authorization Time (micro seconds) : {}",
            std::chrono::duration_cast<std::chrono::microseconds>(end - start).count()));
    return status;
}

ExitStatus decide(const AuthorizeOptions& options, Session& session)
{
    ReadPolicies policies = readPolicies(options.policies, session);
    const auto schema = readSchemaFile(options.schema, session);
    if (!schema)
        return worse(policies.status, schema.error());
    const auto entities = readEntitiesFile(options.entities, schema->get(), session);
    if (!entities)
        return worse(policies.status, entities.error());
    if (!policies.ok())
        return policies.status;
    const BatchInput input{cedar::Program::compile(policies.set()), *entities, *schema};
    return options.requests.empty() ? decideOne(options, input, policies, session)
                                    : authorizeBatch(options.requests, input, session);
}

ExitStatus authorize(const AuthorizeOptions& options, Session& session)
{
    session.setFormat(options.requests.empty() ? options.format : Format::Text);
    const ExitStatus status = decide(options, session);
    if (status != ExitStatus::Yes && status != ExitStatus::No)
        session.printDiagnostics();
    return status;
}

} // namespace

void addAuthorize(Commands& commands)
{
    auto options = std::make_shared<AuthorizeOptions>();
    CLI::App& app =
        commands.add("authorize", "Decides a request, or a file of requests",
                     [options](Session& session) { return authorize(*options, session); });
    addPolicyOptions(app, options->policies);
    addSchemaOption(app, options->schema);
    addEntitiesOption(app, options->entities);
    addRequestOptions(app, options->request);
    app.add_option("--requests", options->requests,
                   "Requests, one JSON object a line; prints one decision a line")
        ->type_name("FILE")
        ->excludes("--principal")
        ->excludes("--action")
        ->excludes("--resource")
        ->excludes("--context")
        ->excludes("--request-json");
    app.add_flag("-v,--verbose", options->verbose, "Tell which policies decided");
    app.add_flag("-t,--timing", options->timing, "Tell how long the decision took, on stderr");
    Commands::addFormat(app, options->format, {Format::Text, Format::Json});
}

} // namespace remit::cli
