// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/compare/compare.h"

#include "app/cli/bundle_side.h"
#include "app/cli/commands.h"
#include "app/cli/trace_option.h"
#include "app/cli/workspace_option.h"

#include <map>

namespace remit::cli {
namespace {

struct CompareOptions {
    std::vector<std::string> traces;
    std::string folder;
    std::string other;
    replay::Options replay;
    Format format = Format::Text;
};

ExitStatus runCompare(const CompareOptions& options, Session& session)
{
    const auto opened = openWorkspace(options.folder, session);
    if (!opened)
        return opened.error();
    const auto other = openSide(options.other, session);
    if (!other)
        return other.error();
    const auto traces = openTraces(options.traces, opened->workspace, session);
    if (!traces)
        return traces.error();
    const decision::Decider before(opened->setup);
    const decision::Decider after(other->setup);
    const auto comparison = analysis::compare(before, after, *traces->source, options.replay,
                                              session.job("Comparing session"));
    session.endProgress();
    if (!comparison)
        return session.fail(comparison.error());
    session.print(options.format == Format::Text
                      ? analysis::comparisonText(*comparison, session.outColour())
                      : analysis::comparisonJsonLines(*comparison));
    return worse(traces->status, comparison->changes.empty() ? ExitStatus::Yes : ExitStatus::No);
}

} // namespace

void addCompare(Commands& commands)
{
    using replay::Mode;
    auto options = std::make_shared<CompareOptions>();
    CLI::App& app =
        commands.add("compare", "Lists the recorded calls that two workspaces decide differently",
                     [options](Session& session) { return runCompare(*options, session); });
    addTraceOption(app, options->traces);
    addWorkspaceOption(app, options->folder);
    app.add_option("--to", options->other, "The other workspace, or a bundle")
        ->type_name("DIR")
        ->required();
    app.add_option("--mode", options->replay.mode, "isolated or consequential, as in replay")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Mode>{
            {"isolated", Mode::Isolated}, {"consequential", Mode::Consequential}}))
        ->type_name("MODE");
    app.add_option("--run", options->replay.runs, "Only this run; may be given several times")
        ->type_name("ID");
    Commands::addFormat(app, options->format, {Format::Text, Format::JsonLines});
}

} // namespace remit::cli
