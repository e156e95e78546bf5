// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/estate_option.h"
#include "app/cli/mode_options.h"
#include "app/cli/trace_option.h"
#include "app/cli/version.h"
#include "app/cli/workspace_option.h"
#include "core/analysis/compare/compare.h"
#include "core/analysis/policy_tests/folder_traces.h"
#include "core/base/text.h"
#include "core/replay/replay.h"
#include "core/report/gather_review.h"
#include "core/trace/import.h"

#include <algorithm>
#include <map>

namespace remit::cli {
namespace {

struct ReportOptions {
    std::vector<std::string> traces;
    std::string folder;
    std::string out;
    std::string other;
    std::string at;
    replay::Options replay;
};

/// The same calls under the other workspace.
ExitStatus addComparison(const ReportOptions& options, const decision::Decider& decider,
                         const replay::EventSource& source, report::Review& review,
                         Session& session)
{
    const auto other = openWorkspace(options.other, session);
    if (!other)
        return other.error();
    const decision::Decider after(other->setup);
    // The report lists no more than these.
    constexpr analysis::CompareExtent kListed{.mostListed = 10'000};
    auto comparison = analysis::compare(decider, after, source, options.replay,
                                        session.job("Comparing session"), kListed);
    session.endProgress();
    if (!comparison)
        return session.fail(comparison.error());
    review.comparison = report::ComparedRevision{
        other->setup->name.empty() ? options.other : other->setup->name, other->setup->revision,
        std::move(comparison->changes), comparison->counts.total()};
    return ExitStatus::Yes;
}

ExitStatus writeReport(const ReportOptions& options, Session& session)
{
    const auto time = timeOf(options.at, session);
    if (!time)
        return time.error();
    const auto opened = openWorkspace(options.folder, session);
    if (!opened)
        return opened.error();
    const auto traces = openTraces(options.traces, opened->workspace, session);
    if (!traces)
        return traces.error();
    const decision::Decider decider(opened->setup);
    auto replayed =
        replay::replay(decider, *traces->source, options.replay, session.job("Replaying session"));
    session.endProgress();
    if (!replayed)
        return session.fail(replayed.error());
    report::Review review;
    review.setup = opened->setup;
    review.snapshot = opened->snapshot;
    review.madeAt = *time;
    review.program = "Remit " + std::string(kVersion);
    review.mode = options.replay.mode;
    review.timing = options.replay.timing;
    review.rows = std::move(replayed->rows);
    review.summary = replayed->summary;
    if (traces->status == ExitStatus::Invalid)
        review.traceProblems.emplace_back("some lines or files are malformed and were left out.");
    if (!options.other.empty()) {
        const ExitStatus compared =
            addComparison(options, decider, *traces->source, review, session);
        if (compared != ExitStatus::Yes)
            return compared;
    }
    auto gathered = report::gatherReview(
        std::move(review), *traces->source,
        analysis::tracesBelow(opened->workspace.root(), opened->snapshot.settings.importRules),
        session.job("Gathering"));
    session.endProgress();
    if (!gathered)
        return session.fail(gathered.error());
    return worse(traces->status, session.write(options.out, report::reviewReport(*gathered)));
}

} // namespace

void addReport(Commands& commands)
{
    auto options = std::make_shared<ReportOptions>();
    CLI::App& app =
        commands.add("report", "Writes the report of a review as one HTML file",
                     [options](Session& session) { return writeReport(*options, session); });
    addTraceOption(app, options->traces);
    addWorkspaceOption(app, options->folder);
    app.add_option("--out", options->out, "The HTML file; - is standard output")
        ->type_name("FILE")
        ->required();
    app.add_option("--compare", options->other, "Also compare with this workspace")
        ->type_name("DIR");
    addModeOptions(app, options->replay);
    app.add_option("--run", options->replay.runs, "Only this run; may be given several times")
        ->type_name("ID");
    addTimeOption(app, options->at);
}

} // namespace remit::cli
