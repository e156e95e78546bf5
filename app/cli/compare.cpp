// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/compare/compare.h"

#include "app/cli/bundle_side.h"
#include "app/cli/commands.h"
#include "app/cli/mode_options.h"
#include "app/cli/trace_option.h"
#include "app/cli/workspace_option.h"
#include "core/analysis/compare/policy_edit.h"

#include <filesystem>
#include <map>

namespace remit::cli {
namespace {

struct CompareOptions {
    std::vector<std::string> traces;
    std::string folder;
    std::string before;
    std::string after;
    bool timings = false;
    replay::Options replay;
    Format format = Format::Text;
};

using SetupPtr = std::shared_ptr<const decision::Setup>;

/// No git revision looks like this.
bool isPath(const std::string& name)
{
    return name.front() == '.' || name.front() == '/' ||
           std::filesystem::path(name).extension() == ".remit";
}

/// Another workspace, a bundle, or `git:REVISION` of this workspace; what is no file is taken for a
/// revision. No name: the workspace as it is.
tl::expected<SetupPtr, ExitStatus> setupNamed(const std::string& name, const std::string& folder,
                                              const SetupPtr& present, Session& session)
{
    constexpr std::string_view kGit = "git:";
    if (name.empty())
        return present;
    std::error_code error;
    const bool named = name.rfind(kGit, 0) == 0;
    if (!named && (isPath(name) || std::filesystem::exists(name, error))) {
        const auto side = openSide(name, session);
        if (!side)
            return tl::unexpected(side.error());
        return side->setup;
    }
    const auto opened = openRevision(folder, named ? name.substr(kGit.size()) : name, session);
    if (!opened)
        return tl::unexpected(opened.error());
    return opened->setup;
}

/// One revision, front-loaded against continuous.
ExitStatus runTimings(const CompareOptions& options, Session& session)
{
    if (!options.after.empty())
        return session.fail({ErrorCode::Usage, "--timings compares no two revisions",
                             "Name the one revision with --from, or none for the workspace."});
    const auto opened = openWorkspace(options.folder, session);
    if (!opened)
        return opened.error();
    const auto setup = setupNamed(options.before, options.folder, opened->setup, session);
    if (!setup)
        return setup.error();
    if ((*setup)->authority == decision::Authority::NotModelled)
        return session.fail({ErrorCode::Usage, "this workspace does not model authority",
                             "Without grants, tasks and credentials both timings are the same."});
    const auto traces = openTraces(options.traces, opened->workspace, session);
    if (!traces)
        return traces.error();
    const auto comparison =
        analysis::compareTimings(decision::Decider(*setup), *traces->source, options.replay,
                                 session.job("Comparing session"));
    session.endProgress();
    if (!comparison)
        return session.fail(comparison.error());
    session.print(options.format == Format::Text
                      ? analysis::timingsText(*comparison, session.outColour())
                      : analysis::comparisonJsonLines(*comparison));
    return worse(traces->status, comparison->changes.empty() ? ExitStatus::Yes : ExitStatus::No);
}

ExitStatus runCompare(const CompareOptions& options, Session& session)
{
    if (options.timings)
        return runTimings(options, session);
    if (options.before.empty() && options.after.empty())
        return session.fail({ErrorCode::Usage, "there is nothing to compare with",
                             "Name another workspace or a git revision: --to or --from."});
    const auto opened = openWorkspace(options.folder, session);
    if (!opened)
        return opened.error();
    const auto from = setupNamed(options.before, options.folder, opened->setup, session);
    if (!from)
        return from.error();
    const auto to = setupNamed(options.after, options.folder, opened->setup, session);
    if (!to)
        return to.error();
    const auto traces = openTraces(options.traces, opened->workspace, session);
    if (!traces)
        return traces.error();
    const decision::Decider before(*from);
    const decision::Decider after(*to);
    const auto comparison = analysis::compare(before, after, *traces->source, options.replay,
                                              session.job("Comparing session"));
    session.endProgress();
    if (!comparison)
        return session.fail(comparison.error());
    session.print(options.format == Format::Text
                      ? analysis::comparisonText(*comparison, session.outColour()) +
                            analysis::editsText(analysis::policyEdits(**from, **to),
                                                analysis::otherEdits(**from, **to))
                      : analysis::comparisonJsonLines(*comparison));
    return worse(traces->status, comparison->changes.empty() ? ExitStatus::Yes : ExitStatus::No);
}

} // namespace

void addCompare(Commands& commands)
{
    auto options = std::make_shared<CompareOptions>();
    CLI::App& app = commands.add(
        "compare",
        "Lists the recorded calls that two workspaces or git revisions decide differently",
        [options](Session& session) { return runCompare(*options, session); });
    addTraceOption(app, options->traces);
    addWorkspaceOption(app, options->folder);
    app.add_option("--to", options->after,
                   "What the workspace is compared with: another workspace, a bundle, or a git "
                   "revision of this one (git:REV)")
        ->type_name("OTHER");
    app.add_option("--from", options->before,
                   "What to compare from instead of the workspace as it is; alone: up to it")
        ->type_name("OTHER");
    app.add_flag("--timings", options->timings,
                 "Instead: what deciding continuously finds, by the two lists of calls that "
                 "front-loaded and continuous replay decide differently");
    addModeOptions(app, options->replay);
    app.add_option("--run", options->replay.runs, "Only this run; may be given several times")
        ->type_name("ID");
    Commands::addFormat(app, options->format, {Format::Text, Format::JsonLines});
}

} // namespace remit::cli
