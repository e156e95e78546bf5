// SPDX-License-Identifier: Apache-2.0
#include "app/cli/trace_option.h"

#include "core/replay/store_source.h"
#include "core/trace/import.h"
#include "core/trace/login_only.h"

namespace remit::cli {
namespace {

void tellProblems(const trace::ImportReport& report, Session& session)
{
    for (const trace::Problem& problem : report.problems) {
        std::string text = rendered(problem);
        if (!text.empty())
            text.pop_back();
        session.tell(text);
    }
}

/// As an import would read them, but for redaction: nothing is kept.
trace::ImportOptions readingOptions(workspace::Workspace workspace)
{
    trace::ImportOptions options;
    options.rules = workspace.snapshot().settings.importRules;
    return options;
}

tl::expected<OpenedTraces, ExitStatus> readFiles(const std::vector<std::string>& traces,
                                                 const trace::ImportOptions& options,
                                                 Session& session)
{
    const std::vector<std::filesystem::path> paths(traces.begin(), traces.end());
    auto read = trace::readTraces(paths, options, session.job("Reading trace"));
    session.endProgress();
    if (!read)
        return tl::unexpected(session.fail(read.error()));
    tellProblems(read->report, session);
    trace::DecisionMatch match;
    for (const trace::Event& event : read->events)
        match.add(event);
    for (const std::string& line : sentences(match.finish()))
        session.tell(line);
    OpenedTraces files;
    files.status = read->report.hasErrors() ? ExitStatus::Invalid : ExitStatus::Yes;
    files.source = std::make_unique<replay::MemorySource>(std::move(read->events));
    return files;
}

} // namespace

void addTraceOption(CLI::App& app, std::vector<std::string>& traces)
{
    app.add_option("TRACE", traces,
                   "Recorded traces: files, or folders of them; without any, the workspace's store")
        ->type_name("");
}

tl::expected<OpenedTraces, ExitStatus> openTraces(const std::vector<std::string>& traces,
                                                  const workspace::Workspace& workspace,
                                                  Session& session)
{
    if (!traces.empty())
        return readFiles(traces, readingOptions(workspace), session);
    auto store = replay::StoreSource::open(workspace.traceStore());
    if (!store)
        return tl::unexpected(session.fail(store.error()));
    return OpenedTraces{std::move(*store), ExitStatus::Yes};
}

} // namespace remit::cli
