// SPDX-License-Identifier: Apache-2.0
#include "core/replay/replay.h"

#include "app/cli/commands.h"
#include "app/cli/trace_option.h"
#include "app/cli/version.h"
#include "app/cli/workspace_option.h"
#include "core/replay/jsonl.h"
#include "core/replay/text.h"

#include <fmt/format.h>

#include <chrono>
#include <map>

namespace remit::cli {
namespace {

struct ReplayOptions {
    std::vector<std::string> traces;
    std::string folder;
    replay::Options replay;
    std::string only;
    Format format = Format::Text;
};

/// Prints rows as they come.
class Output {
public:
    Output(const decision::Setup& setup, Format format, Session& session)
        : m_setup(setup)
        , m_format(format)
        , m_session(session)
        , m_text(session.outColour())
        , m_constants{setup.revision, "remit " + std::string(kVersion)}
    {}
    void row(const decision::CallVerdict& row)
    {
        m_any = true;
        if (m_format == Format::Text)
            m_session.print(m_text.lines(row));
        else
            m_session.printLine(replay::toJsonLine(row, m_constants));
    }
    void summary(const decision::ReplaySummary& summary)
    {
        if (m_format == Format::Text)
            m_session.print((m_any ? "\n" : "") + replay::summaryText(summary, m_setup));
        else
            m_session.printLine(replay::toJsonLine(summary));
    }

private:
    const decision::Setup& m_setup;
    Format m_format;
    Session& m_session;
    replay::TextOutput m_text;
    replay::LineConstants m_constants;
    bool m_any = false;
};

ExitStatus statusOfSummary(const decision::ReplaySummary& summary)
{
    const bool clean =
        summary.deny == 0 && summary.approvalRequired == 0 && summary.undecidable == 0;
    return clean ? ExitStatus::Yes : ExitStatus::No;
}

void tellSpeed(const decision::ReplaySummary& summary, std::chrono::steady_clock::duration taken,
               Session& session)
{
    const double seconds = std::chrono::duration<double>(taken).count();
    session.tell(fmt::format("Decided {} calls in {:.2f} s.", summary.calls, seconds));
}

ExitStatus decideAll(const ReplayOptions& options, const decision::Decider& decider,
                     const replay::EventSource& source, Session& session)
{
    Output output(decider.setup(), options.format, session);
    const replay::Sink sink = [&](std::vector<decision::CallVerdict> rows) -> Result<> {
        for (const decision::CallVerdict& row : rows)
            output.row(row);
        return {};
    };
    const auto start = std::chrono::steady_clock::now();
    const auto summary =
        replay::replay(decider, source, options.replay, sink, session.job("Replaying session"));
    session.endProgress();
    if (!summary)
        return session.fail(summary.error());
    output.summary(*summary);
    tellSpeed(*summary, std::chrono::steady_clock::now() - start, session);
    return statusOfSummary(*summary);
}

ExitStatus runReplay(ReplayOptions options, Session& session)
{
    options.replay.crossingsOnly = options.only == "crossings";
    auto opened = openWorkspace(options.folder, session);
    if (!opened)
        return opened.error();
    const auto traces = openTraces(options.traces, opened->workspace, session);
    if (!traces)
        return traces.error();
    const decision::Decider decider(opened->setup);
    return worse(traces->status, decideAll(options, decider, *traces->source, session));
}

} // namespace

void addReplay(Commands& commands)
{
    using replay::Mode;
    using replay::Timing;
    auto options = std::make_shared<ReplayOptions>();
    CLI::App& app =
        commands.add("replay", "Decides every call of recorded traces again",
                     [options](Session& session) { return runReplay(*options, session); });
    addTraceOption(app, options->traces);
    addWorkspaceOption(app, options->folder);
    app.add_option("--mode", options->replay.mode,
                   "isolated: each call on the recorded history; consequential: what follows a "
                   "crossing is unreachable")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Mode>{
            {"isolated", Mode::Isolated}, {"consequential", Mode::Consequential}}))
        ->type_name("MODE");
    app.add_option("--decide", options->replay.timing,
                   "continuous: each call at its own time; front-loaded: authority once a session")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Timing>{
            {"continuous", Timing::Continuous}, {"front-loaded", Timing::FrontLoaded}}))
        ->type_name("WHEN");
    app.add_option("--run", options->replay.runs, "Only this run; may be given several times")
        ->type_name("ID");
    app.add_option("--only", options->only, "Only calls that cross a boundary")
        ->check(CLI::IsMember({"crossings"}))
        ->type_name("crossings");
    app.add_option("--threads", options->replay.threads, "Default: as many as the machine has")
        ->type_name("N");
    Commands::addFormat(app, options->format, {Format::Text, Format::JsonLines});
}

} // namespace remit::cli
