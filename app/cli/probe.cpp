// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/probes/probe.h"

#include "app/cli/commands.h"
#include "app/cli/trace_option.h"
#include "app/cli/workspace_option.h"
#include "core/base/file_io.h"
#include "core/base/text.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct ProbeCommand {
    std::vector<std::string> traces;
    std::string folder;
    std::vector<std::string> kinds;
    std::string injections;
    std::string out;
    bool keepNothing = false;
    bool all = false;
    analysis::ProbeOptions options;
    Format format = Format::Text;
};

std::vector<std::string> kindNames()
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < analysis::kProbeKinds; ++i)
        names.emplace_back(analysis::name(static_cast<analysis::ProbeKind>(i)));
    return names;
}

/// Changed traces are private to the workspace unless they are asked for elsewhere.
std::filesystem::path keptIn(const ProbeCommand& command, const workspace::Workspace& workspace)
{
    if (!command.out.empty())
        return command.out;
    return workspace.privateFolder() / "probes" / fmt::format("seed-{}", command.options.seed);
}

/// The file of each probe; empty where it could not be kept, which has been told.
std::vector<std::string> keepTraces(const ProbeCommand& command,
                                    const analysis::ProbeReport& report,
                                    const workspace::Workspace& workspace, Session& session,
                                    ExitStatus& status)
{
    std::vector<std::string> places;
    if (command.keepNothing)
        return places;
    const std::filesystem::path folder = keptIn(command, workspace);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    for (const analysis::ProbeResult& result : report.results) {
        const std::filesystem::path file = folder / (result.probe.id + ".trace.jsonl");
        const Result<> written = writeFileAtomically(file, analysis::traceText(result.probe));
        if (written) {
            places.push_back(file.string());
            continue;
        }
        session.tell("The changed traces are not kept: " + written.error().message);
        if (!command.out.empty())
            status = worse(status, ExitStatus::Failed);
        return places;
    }
    return places;
}

ExitStatus readOptions(ProbeCommand& command, Session& session)
{
    for (const std::string& kind : command.kinds)
        command.options.kinds.push_back(*analysis::probeKindNamed(kind));
    if (command.injections.empty())
        return ExitStatus::Yes;
    const auto text = session.read(command.injections);
    if (!text)
        return text.error();
    auto injections = analysis::readInjections((*text)->text(), command.injections);
    if (!injections)
        return session.fail(injections.error());
    command.options.injections = std::move(*injections);
    return ExitStatus::Yes;
}

ExitStatus probe(ProbeCommand command, Session& session)
{
    if (const ExitStatus read = readOptions(command, session); read != ExitStatus::Yes)
        return read;
    const auto opened = openWorkspace(command.folder, session);
    if (!opened)
        return opened.error();
    const auto traces = openTraces(command.traces, opened->workspace, session);
    if (!traces)
        return traces.error();
    const decision::Decider decider(opened->setup);
    const auto report =
        analysis::runProbes(decider, *traces->source, command.options, session.job("Probing"));
    session.endProgress();
    if (!report)
        return session.fail(report.error());
    ExitStatus status = traces->status;
    const std::vector<std::string> places =
        keepTraces(command, *report, opened->workspace, session, status);
    if (command.format == Format::Text)
        session.print(probeText(*report, places, command.all, session.outColour()));
    else
        session.print(probeJsonLines(*report, places));
    const bool held = report->count(analysis::ProbeOutcome::Held) == report->results.size();
    return worse(status, held ? ExitStatus::Yes : ExitStatus::No);
}

} // namespace

void addProbe(Commands& commands)
{
    auto command = std::make_shared<ProbeCommand>();
    CLI::App& app = commands.add("probe", "Tries the boundary with changed copies of recorded runs",
                                 [command](Session& session) { return probe(*command, session); });
    addTraceOption(app, command->traces);
    addWorkspaceOption(app, command->folder);
    app.add_option("--kind", command->kinds, "Only this kind; may be given several times")
        ->check(CLI::IsMember(kindNames()))
        ->type_name("KIND");
    app.add_option("--run", command->options.runs, "Start only from these runs (globs of ids)")
        ->type_name("ID");
    app.add_option("--seed", command->options.seed, "The same seed makes the same probes")
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--count", command->options.perKind, "At most so many of each kind")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{1}, std::size_t{10000}))
        ->capture_default_str();
    app.add_option("--injections", command->injections,
                   "Instructions to smuggle in: [{id, text, calls: [{tool, args}]}]")
        ->type_name("FILE");
    auto* out = app.add_option("-o,--out", command->out,
                               "Folder for the changed traces (default: the workspace's private "
                               "folder)")
                    ->type_name("DIR");
    app.add_flag("--no-keep", command->keepNothing, "Keep no changed trace")->excludes(out);
    app.add_flag("--all", command->all, "Also list the probes that were held");
    Commands::addFormat(app, command->format, {Format::Text, Format::JsonLines});
}

} // namespace remit::cli
