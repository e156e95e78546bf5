// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/trace_option.h"
#include "app/cli/workspace_option.h"
#include "core/analysis/plan/plan_check.h"
#include "core/base/text.h"
#include "core/replay/replay.h"

#include <algorithm>

namespace remit::cli {
namespace {

struct PlanOptions {
    std::vector<std::string> traces;
    std::string folder;
    std::vector<std::string> tasks;
    Format format = Format::Text;
};

ExitStatus comparePlans(const PlanOptions& options, Session& session)
{
    const auto opened = openWorkspace(options.folder, session);
    if (!opened)
        return opened.error();
    const auto traces = openTraces(options.traces, opened->workspace, session);
    if (!traces)
        return traces.error();
    analysis::PlanCheck check(*opened->setup);
    const auto summary = replay::replay(
        decision::Decider(opened->setup), *traces->source, {},
        [&](std::vector<decision::CallVerdict> rows) -> Result<> {
            for (const decision::CallVerdict& row : rows)
                check.add(row);
            return {};
        },
        session.job("Replaying session"));
    session.endProgress();
    if (!summary)
        return session.fail(summary.error());
    std::vector<analysis::PlanReport> reports = check.reports();
    std::erase_if(reports, [&](const analysis::PlanReport& report) {
        return !options.tasks.empty() &&
               std::none_of(options.tasks.begin(), options.tasks.end(),
                            [&](const std::string& glob) {
                                return globMatches(glob, report.task) ||
                                       globMatches(glob, replay::taskId(report.task));
                            });
    });
    if (options.format == Format::Text)
        session.print(planText(reports, session.outColour()));
    else
        session.printLine(planJson(reports));
    const bool planned =
        std::all_of(reports.begin(), reports.end(),
                    [](const analysis::PlanReport& one) { return one.offPlan.empty(); });
    return worse(traces->status, planned ? ExitStatus::Yes : ExitStatus::No);
}

} // namespace

void addPlan(Commands& commands)
{
    auto options = std::make_shared<PlanOptions>();
    CLI::App& app =
        commands.add("plan", "Holds the plan of each task against what its runs did",
                     [options](Session& session) { return comparePlans(*options, session); });
    addTraceOption(app, options->traces);
    addWorkspaceOption(app, options->folder);
    app.add_option("--task", options->tasks, "Only these tasks (globs of ids)")->type_name("ID");
    Commands::addFormat(app, options->format, {Format::Text, Format::Json});
}

} // namespace remit::cli
