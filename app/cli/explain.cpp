// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/mode_options.h"
#include "app/cli/trace_option.h"
#include "app/cli/workspace_option.h"
#include "core/analysis/remedies/remedy.h"
#include "core/decision/explanation.h"
#include "core/replay/replay.h"

namespace remit::cli {
namespace {

struct ExplainOptions {
    std::vector<std::string> traces;
    std::string folder;
    std::string run;
    std::int64_t step = 0;
    replay::Options modes;
    bool remedies = false;
    Format format = Format::Text;
};

ExitStatus statusOfVerdict(decision::Verdict verdict)
{
    return verdict == decision::Verdict::Allow ? ExitStatus::Yes : ExitStatus::No;
}

/// What would allow the call, and which others with it: all traces at hand are looked at.
ExitStatus printRemedies(const std::shared_ptr<const decision::Setup>& setup,
                         const replay::LocatedCall& located,
                         const decision::Explanation& explanation,
                         const std::shared_ptr<const replay::EventSource>& source,
                         replay::Timing timing, Session& session)
{
    const auto impact =
        analysis::ImpactAnalysis::prepare(setup, source, session.job("Reading session"), timing);
    session.endProgress();
    if (!impact)
        return session.fail(impact.error());
    const auto remedies =
        analysis::remediesFor(setup, located.call, located.session, explanation, impact->get(),
                              located.authority, located.story.first.get());
    session.print(analysis::remediesText(remedies, *setup, session.outColour()));
    return ExitStatus::Yes;
}

ExitStatus runExplain(const ExplainOptions& options, Session& session)
{
    auto opened = openWorkspace(options.folder, session);
    if (!opened)
        return opened.error();
    const auto traces = openTraces(options.traces, opened->workspace, session);
    if (!traces)
        return traces.error();
    const decision::Decider decider(opened->setup);
    const auto located =
        replay::locate(decider, *traces->source, options.run, options.step, nullptr, options.modes);
    if (!located)
        return session.fail(located.error());
    cedar::Scratch scratch;
    const decision::Explanation explanation =
        explain(decider, located->call, located->session, located->authority, *located->events,
                scratch, located->story);
    if (options.format == Format::Text)
        session.print(rendered(explanation, session.outColour()));
    else
        session.printLine(toJson(explanation, decider.setup()));
    ExitStatus status = worse(traces->status, statusOfVerdict(explanation.verdict.verdict));
    if (options.remedies && options.format == Format::Text)
        status = worse(status, printRemedies(opened->setup, *located, explanation,
                                             {std::shared_ptr<const void>(), traces->source.get()},
                                             options.modes.timing, session));
    return status;
}

} // namespace

void addExplain(Commands& commands)
{
    auto options = std::make_shared<ExplainOptions>();
    CLI::App& app =
        commands.add("explain", "Tells why a recorded call is decided as it is",
                     [options](Session& session) { return runExplain(*options, session); });
    addTraceOption(app, options->traces);
    addWorkspaceOption(app, options->folder);
    app.add_option("--run", options->run, "The run of the call")->type_name("ID")->required();
    app.add_option("--step", options->step, "The call, counted in its run from 0")
        ->type_name("N")
        ->required();
    addModeOptions(app, options->modes);
    app.add_flag("--remedies", options->remedies,
                 "Also tell what would allow the call, and which other recorded calls with it");
    Commands::addFormat(app, options->format, {Format::Text, Format::Json});
}

} // namespace remit::cli
