// SPDX-License-Identifier: Apache-2.0
#include "core/trace/import.h"

#include "app/cli/commands.h"
#include "app/cli/import_setup.h"
#include "app/cli/workspace_option.h"
#include "core/base/text.h"
#include "core/trace/login_only.h"
#include "core/trace/trace_store.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct ImportCommandOptions {
    std::vector<std::string> traces;
    std::string workspace;
    ImportChoices choices;
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
    if (counts.filled > 0)
        session.printLine(fmt::format("{} fields of runs filled by import rules", counts.filled));
    for (const auto& [rule, places] : report.redactions)
        session.printLine(fmt::format("redacted: {} places by the rule {}", places, rule));
    if (counts.skippedRecords > 0)
        session.printLine(fmt::format("{} records could not be used", counts.skippedRecords));
    const std::vector<std::string> gaps = sentences(report.gaps, counts);
    for (const std::string& gap : gaps)
        session.printLine("not recorded: " + gap);
    if (!gaps.empty() && counts.filled == 0)
        session.printLine("Rules under \"import\" in remit.json can fill agent, onBehalfOf, task, "
                          "credential, workload, session and start.");
}

void printJson(const trace::ImportReport& report, Session& session)
{
    using trace::FileOutcome;
    std::vector<std::string> problems;
    for (const trace::Problem& problem : report.problems)
        problems.push_back(toJson(problem));
    std::vector<std::string> redacted;
    for (const auto& [rule, places] : report.redactions)
        redacted.push_back(fmt::format("{}:{}", jsonQuoted(rule), places));
    std::vector<std::string> gaps;
    for (const std::string& gap : sentences(report.gaps, report.counts))
        gaps.push_back(jsonQuoted(gap));
    session.printLine(fmt::format(
        R"({{"files":{{"imported":{},"alreadyThere":{},"notATrace":{},"failed":{}}},"runs":{},"calls":{},"results":{},"messages":{},"skippedRecords":{},"filled":{},"redacted":{{{}}},"notRecorded":[{}],"problems":[{}]}})",
        report.filesWith(FileOutcome::Imported), report.filesWith(FileOutcome::AlreadyThere),
        report.filesWith(FileOutcome::NotATrace), report.filesWith(FileOutcome::Failed),
        report.counts.runs, report.counts.calls, report.counts.results, report.counts.messages,
        report.counts.skippedRecords, report.counts.filled, joined(redacted, ","),
        joined(gaps, ","), joined(problems, ",")));
}

Result<trace::ImportReport> importInto(const workspace::Workspace& workspace,
                                       const ImportCommandOptions& options,
                                       const trace::ImportOptions& how, Session& session,
                                       std::vector<std::string>& loginOnly)
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
    auto report = store->import(paths, how, session.job("Reading trace"));
    if (report) {
        if (const auto found = trace::loginOnly(*store))
            loginOnly = sentences(*found);
    }
    return report;
}

ExitStatus importTraces(const ImportCommandOptions& options, Session& session)
{
    session.setFormat(options.json ? Format::Json : Format::Text);
    auto opened = workspace::Workspace::open(options.workspace);
    if (!opened)
        return session.fail(opened.error());
    const auto how = importOptions(*opened, options.choices, session);
    if (!how)
        return how.error();
    std::vector<std::string> loginOnly;
    const auto report = importInto(*opened, options, *how, session, loginOnly);
    session.endProgress();
    if (!report)
        return session.fail(report.error());
    printProblems(*report, session);
    if (session.format() == Format::Json)
        printJson(*report, session);
    else
        printCounts(*report, session);
    for (const std::string& line : loginOnly)
        session.tell(line);
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
    addImportChoices(app, options->choices);
    app.add_flag("--json", options->json, "Print counts and problems as JSON");
}

} // namespace remit::cli
