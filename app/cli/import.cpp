// SPDX-License-Identifier: Apache-2.0
#include "core/trace/import.h"

#include "app/cli/commands.h"
#include "app/cli/workspace_option.h"
#include "core/base/text.h"
#include "core/trace/trace_store.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct ImportCommandOptions {
    std::vector<std::string> traces;
    std::string workspace;
    std::string traceFormat;
    bool json = false;
};

void printProblems(const trace::ImportReport& report, Session& session)
{
    if (session.format() != Format::Text)
        return;
    for (const trace::Problem& problem : report.problems) {
        std::string text = rendered(problem);
        text.pop_back(); // tell() ends the line
        session.tell(text);
    }
}

void printCounts(const trace::ImportReport& report, Session& session)
{
    using trace::FileOutcome;
    const trace::ImportCounts& counts = report.counts;
    session.printLine(fmt::format(
        "{} files read, {} already there, {} no traces, {} failed",
        report.filesWith(FileOutcome::Imported), report.filesWith(FileOutcome::AlreadyThere),
        report.filesWith(FileOutcome::NotATrace), report.filesWith(FileOutcome::Failed)));
    session.printLine(fmt::format("{} runs, {} calls, {} results, {} messages", counts.runs,
                                  counts.calls, counts.results, counts.messages));
    if (counts.skippedRecords > 0)
        session.printLine(fmt::format("{} records could not be used", counts.skippedRecords));
    for (const std::string& gap : sentences(report.gaps, counts))
        session.printLine("not recorded: " + gap);
}

void printJson(const trace::ImportReport& report, Session& session)
{
    using trace::FileOutcome;
    std::vector<std::string> problems;
    for (const trace::Problem& problem : report.problems)
        problems.push_back(toJson(problem));
    std::vector<std::string> gaps;
    for (const std::string& gap : sentences(report.gaps, report.counts))
        gaps.push_back(jsonQuoted(gap));
    session.printLine(fmt::format(
        R"({{"files":{{"imported":{},"alreadyThere":{},"notATrace":{},"failed":{}}},"runs":{},"calls":{},"results":{},"messages":{},"skippedRecords":{},"notRecorded":[{}],"problems":[{}]}})",
        report.filesWith(FileOutcome::Imported), report.filesWith(FileOutcome::AlreadyThere),
        report.filesWith(FileOutcome::NotATrace), report.filesWith(FileOutcome::Failed),
        report.counts.runs, report.counts.calls, report.counts.results, report.counts.messages,
        report.counts.skippedRecords, joined(gaps, ","), joined(problems, ",")));
}

Result<trace::ImportReport> importInto(const workspace::Workspace& workspace,
                                       const ImportCommandOptions& options, Session& session)
{
    std::error_code error;
    std::filesystem::create_directories(workspace.privateFolder(), error);
    if (error)
        return failure(
            ErrorCode::Unwritable,
            fmt::format("cannot make {}: {}", workspace.privateFolder().string(), error.message()),
            "Look at the permissions of the workspace.");
    auto store = trace::TraceStore::open(workspace.traceStore());
    if (!store)
        return tl::unexpected(store.error());
    const std::vector<std::filesystem::path> paths(options.traces.begin(), options.traces.end());
    return store->import(paths, {options.traceFormat}, session.job("Reading trace"));
}

ExitStatus importTraces(const ImportCommandOptions& options, Session& session)
{
    session.setFormat(options.json ? Format::Json : Format::Text);
    const auto opened = workspace::Workspace::open(options.workspace);
    if (!opened)
        return session.fail(opened.error());
    const auto report = importInto(*opened, options, session);
    session.endProgress();
    if (!report)
        return session.fail(report.error());
    printProblems(*report, session);
    if (session.format() == Format::Json)
        printJson(*report, session);
    else
        printCounts(*report, session);
    return report->hasErrors() ? ExitStatus::Invalid : ExitStatus::Yes;
}

} // namespace

void addImport(Commands& commands)
{
    auto options = std::make_shared<ImportCommandOptions>();
    CLI::App& app =
        commands.add("import", "Reads recorded traces into a workspace's store",
                     [options](Session& session) { return importTraces(*options, session); });
    app.add_option("TRACE", options->traces, "Recorded traces: files, or folders of them")
        ->required()
        ->type_name("");
    addWorkspaceOption(app, options->workspace);
    app.add_option("--format", options->traceFormat,
                   "Format of the traces; found from their content when left out")
        ->type_name("NAME");
    app.add_flag("--json", options->json, "Print counts and problems as JSON");
}

} // namespace remit::cli
