// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings.h"

#include "app/cli/commands.h"
#include "app/cli/estate_option.h"
#include "app/cli/sarif.h"
#include "app/cli/trace_option.h"
#include "core/base/text.h"
#include "core/replay/replay.h"

#include <fmt/format.h>

#include <filesystem>

namespace remit::cli {
namespace {

using analysis::Finding;

struct FindingsOptions {
    std::vector<std::string> traces;
    std::string folder;
    std::string at;
    Format format = Format::Text;
};

struct Calls {
    std::vector<decision::CallVerdict> rows;
    ExitStatus status = ExitStatus::Yes;
};

/// The calls of the traces named, else of the store where there is one, else none.
tl::expected<Calls, ExitStatus> decidedCalls(const FindingsOptions& options,
                                             const OpenedWorkspace& opened, Session& session)
{
    std::error_code error;
    if (options.traces.empty() && !std::filesystem::exists(opened.workspace.traceStore(), error))
        return Calls{};
    const auto traces = openTraces(options.traces, opened.workspace, session);
    if (!traces)
        return tl::unexpected(traces.error());
    const decision::Decider decider(opened.setup);
    auto replayed = replay::replay(decider, *traces->source, {}, session.job("Replaying session"));
    session.endProgress();
    if (!replayed)
        return tl::unexpected(session.fail(replayed.error()));
    return Calls{std::move(replayed->rows), traces->status};
}

std::string exampleText(const analysis::Counterexample& example)
{
    if (example.isCall())
        return fmt::format("   = see: remit explain --run {} --step {}\n", jsonQuoted(example.run),
                           example.step);
    if (!example.request)
        return {};
    return fmt::format("   = case: {} does {} on {} with {}\n", toText(example.request->principal),
                       toText(example.request->action), toText(example.request->resource),
                       toText(example.request->context));
}

std::string frameworksText(const Finding& finding)
{
    std::string text;
    for (const std::string_view id : analysis::frameworkIds(finding.kind))
        text += (text.empty() ? "" : ", ") + std::string(id);
    return "   = evidence for: " + text + "\n";
}

SourceText sourceOf(const Finding& finding, const workspace::Snapshot& snapshot)
{
    return finding.place.file.empty() ? SourceText() : snapshot.source(finding.place.file);
}

void printText(const std::vector<Finding>& findings, const workspace::Snapshot& snapshot,
               Session& session)
{
    for (const Finding& finding : findings) {
        const Diagnostic diagnostic = asDiagnostic(finding);
        if (finding.place.file.empty())
            session.print(fmt::format("{}[{}]: {}\n   = help: {}\n",
                                      severityName(diagnostic.severity), diagnostic.code,
                                      shown(diagnostic.message), shown(diagnostic.help)));
        else
            session.print(rendered(diagnostic, sourceOf(finding, snapshot), session.outColour()));
        session.print(exampleText(finding.example) + frameworksText(finding) + "\n");
    }
    session.print(findings.empty() ? "No findings.\n"
                                   : fmt::format("{} finding{}.\n", findings.size(),
                                                 findings.size() == 1 ? "" : "s"));
}

void printMachine(const std::vector<Finding>& findings, const workspace::Snapshot& snapshot,
                  Format format, Session& session)
{
    std::vector<std::string> list;
    for (const Finding& finding : findings) {
        const SourceText source = sourceOf(finding, snapshot);
        list.push_back(format == Format::Sarif ? sarifResult(asDiagnostic(finding), source)
                                               : toJson(finding, source));
    }
    if (format == Format::Sarif)
        session.printLine(sarifLog(list));
    else
        session.printLine("{\"findings\":[" + joined(list, ",") + "]}");
}

ExitStatus listFindings(const FindingsOptions& options, Session& session)
{
    const auto time = timeOf(options.at, session);
    if (!time)
        return time.error();
    auto opened = openEstate(options.folder, session);
    if (!opened)
        return opened.error();
    const auto calls = decidedCalls(options, opened->opened, session);
    if (!calls)
        return calls.error();
    const auto findings = analysis::findingsOf(
        {*opened->opened.setup, opened->estate, *opened->history, *time, calls->rows},
        session.job("Looking for findings"));
    session.endProgress();
    if (!findings)
        return session.fail(findings.error());
    if (options.format == Format::Text)
        printText(*findings, opened->opened.snapshot, session);
    else
        printMachine(*findings, opened->opened.snapshot, options.format, session);
    return worse(calls->status, findings->empty() ? ExitStatus::Yes : ExitStatus::No);
}

} // namespace

void addFindings(Commands& commands)
{
    auto options = std::make_shared<FindingsOptions>();
    CLI::App& app =
        commands.add("findings", "Lists what is doubtful about the delegation and its use",
                     [options](Session& session) { return listFindings(*options, session); });
    addTraceOption(app, options->traces);
    addWorkspaceOption(app, options->folder);
    addTimeOption(app, options->at);
    Commands::addFormat(app, options->format, {Format::Text, Format::Json, Format::Sarif});
}

} // namespace remit::cli
