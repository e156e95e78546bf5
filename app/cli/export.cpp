// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/export/export.h"

#include "app/cli/commands.h"
#include "app/cli/trace_option.h"
#include "app/cli/workspace_option.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <map>

namespace remit::cli {
namespace {

struct ExportOptions {
    std::vector<std::string> traces;
    std::string folder;
    std::string profile = "cedar";
    std::string out;
    std::string gateway;
    std::string gatewayTarget;
    std::optional<bool> keepAnnotations;
    bool check = false;
    bool denyWarnings = false;
    Format format = Format::Text;
};

/// The profile, with what the command line says otherwise.
Result<workspace::ExportProfile> profileFor(const ExportOptions& options,
                                            const workspace::Settings& settings)
{
    auto profile = bundle::exportProfile(settings, options.profile);
    if (!profile)
        return profile;
    if (!options.gateway.empty())
        profile->gateway = options.gateway;
    if (!options.gatewayTarget.empty())
        profile->gatewayTarget = options.gatewayTarget;
    if (options.keepAnnotations)
        profile->keepAnnotations = options.keepAnnotations;
    return profile;
}

/// The recorded calls with their decisions, where traces are named.
tl::expected<std::vector<bundle::ExportedFile>, ExitStatus>
recordedCalls(const ExportOptions& options, const OpenedWorkspace& opened, Session& session)
{
    std::vector<bundle::ExportedFile> files;
    if (options.traces.empty())
        return files;
    const auto traces = openTraces(options.traces, opened.workspace, session);
    if (!traces)
        return tl::unexpected(traces.error());
    if (traces->status != ExitStatus::Yes)
        return tl::unexpected(traces->status);
    auto calls =
        bundle::exportedCalls(opened.setup, *traces->source, session.job("Deciding session"));
    session.endProgress();
    if (!calls)
        return tl::unexpected(session.fail(calls.error()));
    files.push_back(std::move(*calls));
    return files;
}

std::string toJson(const ExportOptions& options, const bundle::Export& made, const Session& session)
{
    std::vector<std::string> files;
    for (const bundle::ExportedFile& file : made.files)
        files.push_back(jsonQuoted(file.path));
    return fmt::format(R"({{"profile":{},"fits":{},"files":[{}],"diagnostics":{}}})",
                       jsonQuoted(options.profile), made.fits(), joined(files, ","),
                       session.diagnosticsJson());
}

void tellResult(const ExportOptions& options, const bundle::Export& made, Session& session)
{
    if (options.format != Format::Text) {
        session.printLine(toJson(options, made, session));
        return;
    }
    if (!made.fits())
        session.tell(fmt::format("It does not fit {}. Nothing was written.", options.profile));
    else if (options.check)
        session.tell(fmt::format("It fits {}.", options.profile));
    else
        session.tell(fmt::format("Exported {} files for {} to {}.", made.files.size(),
                                 options.profile, options.out));
}

ExitStatus runExport(const ExportOptions& options, Session& session)
{
    session.setFormat(options.format);
    if (options.out.empty() && !options.check)
        return session.fail({ErrorCode::Usage, "the folder to write is missing",
                             "Name it with --out DIR, or only look with --check."});
    const auto opened = openWorkspace(options.folder, session);
    if (!opened)
        return opened.error();
    const auto profile = profileFor(options, opened->snapshot.settings);
    if (!profile)
        return session.fail(profile.error());
    auto calls = recordedCalls(options, *opened, session);
    if (!calls)
        return calls.error();
    const auto made =
        bundle::makeExport(*opened->setup, opened->snapshot, *profile, std::move(*calls));
    if (!made)
        return session.fail(made.error());
    (void)reportOfFiles(made->misfits, opened->snapshot, session);
    ExitStatus status = made->fits() ? ExitStatus::Yes : ExitStatus::No;
    if (options.denyWarnings && session.warnings() > 0)
        status = worse(status, ExitStatus::Invalid);
    if (status == ExitStatus::Yes && !options.check) {
        if (const auto written = bundle::writeExport(options.out, made->files); !written)
            return session.fail(written.error());
    }
    tellResult(options, *made, session);
    return status;
}

} // namespace

void addExport(Commands& commands)
{
    auto options = std::make_shared<ExportOptions>();
    CLI::App& app = commands.add(
        "export", "Writes the policies for an engine that enforces them, if they fit it",
        [options](Session& session) { return runExport(*options, session); });
    app.add_option(
           "TRACE", options->traces,
           "Recorded traces, files or folders: their calls go along, each with its decision")
        ->type_name("");
    addWorkspaceOption(app, options->folder);
    app.add_option("--profile", options->profile,
                   "A profile of remit.json, or cedar (the default), agentcore, "
                   "verified-permissions")
        ->type_name("NAME");
    app.add_option("--out", options->out,
                   "Folder that does not exist yet, is empty or holds an earlier export")
        ->type_name("DIR");
    app.add_option("--gateway", options->gateway, "agentcore: the ARN of the gateway")
        ->type_name("ARN");
    app.add_option("--gateway-target", options->gatewayTarget,
                   "agentcore: the gateway's target that offers the tools")
        ->type_name("NAME");
    app.add_option("--annotations", options->keepAnnotations,
                   "Whether annotations go with the policies")
        ->transform(
            CLI::CheckedTransformer(std::map<std::string, bool>{{"keep", true}, {"strip", false}}))
        ->option_text("keep|strip");
    app.add_flag("--check", options->check, "Only list what does not fit");
    app.add_flag("--deny-warnings", options->denyWarnings, "A warning counts as an error");
    Commands::addFormat(app, options->format, {Format::Text, Format::Json});
}

} // namespace remit::cli
