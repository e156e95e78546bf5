// SPDX-License-Identifier: Apache-2.0
#include "app/cli/trace_option.h"

#include "core/trace/import.h"

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

} // namespace

void addTraceOption(CLI::App& app, std::vector<std::string>& traces)
{
    app.add_option("TRACE", traces, "Recorded traces: files, or folders of them")->type_name("");
}

tl::expected<ReadTraceFiles, ExitStatus> readTraceFiles(const std::vector<std::string>& traces,
                                                        Session& session)
{
    const std::vector<std::filesystem::path> paths(traces.begin(), traces.end());
    auto read = trace::readTraces(paths, {}, session.job("Reading trace"));
    session.endProgress();
    if (!read)
        return tl::unexpected(session.fail(read.error()));
    tellProblems(read->report, session);
    ReadTraceFiles files;
    files.status = read->report.hasErrors() ? ExitStatus::Invalid : ExitStatus::Yes;
    files.source = std::make_unique<replay::MemorySource>(std::move(read->events));
    return files;
}

} // namespace remit::cli
