// SPDX-License-Identifier: Apache-2.0
#include "core/replay/replay.h"

#include "app/cli/commands.h"
#include "app/cli/coverage_option.h"
#include "app/cli/mode_options.h"
#include "app/cli/trace_option.h"
#include "app/cli/version.h"
#include "app/cli/workspace_option.h"
#include "core/analysis/reviews/baseline.h"
#include "core/replay/filter/filter.h"
#include "core/replay/jsonl.h"
#include "core/replay/kept_replay.h"
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
    std::string where;
    std::string baseline;
    CoverageOptions coverage;
    std::string revision;
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
    void coverage(const analysis::CoverageReport& report, bool all)
    {
        if (m_format == Format::Text)
            m_session.print("\n" + coverageText(report, all, m_session.outColour()));
        else
            m_session.printLine("{\"coverage\":" + coverageJson(report) + "}");
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

/// What is new against the baseline.
struct NewCalls {
    const analysis::Baseline* baseline = nullptr; ///< null: nothing is known
    std::int64_t crossings = 0;
    std::int64_t undecidable = 0;

    void count(const decision::CallVerdict& row)
    {
        if (baseline == nullptr || !baseline->isNew(row))
            return;
        ++(row.verdict == decision::Verdict::Undecidable ? undecidable : crossings);
    }
    [[nodiscard]] std::string sentence() const
    {
        return fmt::format("Against the baseline: {} new crossings, {} new undecidable calls.",
                           crossings, undecidable);
    }
    [[nodiscard]] ExitStatus status() const
    {
        return crossings + undecidable == 0 ? ExitStatus::Yes : ExitStatus::No;
    }
};

/// The baseline that was asked for, with the reviews of the workspace; null where none was.
tl::expected<std::unique_ptr<analysis::Baseline>, ExitStatus>
readBaseline(const std::string& file, const OpenedWorkspace& opened, Session& session)
{
    if (file.empty())
        return nullptr;
    const auto text = session.read(file);
    if (!text)
        return tl::unexpected(text.error());
    auto baseline = std::make_unique<analysis::Baseline>();
    if (const Result<> added = baseline->addReplay((*text)->text(), file); !added)
        return tl::unexpected(session.fail(added.error()));
    const auto reviews =
        analysis::readReviewBook(opened.snapshot.texts(workspace::FileKind::Reviews));
    reportOfFiles(reviews.diagnostics, opened.snapshot, session);
    if (hasErrors(reviews.diagnostics))
        return tl::unexpected(ExitStatus::Invalid);
    baseline->addReviews(reviews.book, currentInstant());
    return baseline;
}

void tellSpeed(const replay::KeptOutcome& outcome, std::chrono::steady_clock::duration taken,
               Session& session)
{
    const double seconds = std::chrono::duration<double>(taken).count();
    session.tell(fmt::format("{} {} calls in {:.2f} s.",
                             outcome.reused ? "Read the kept verdicts of" : "Decided",
                             outcome.summary.calls, seconds));
    if (outcome.notKept)
        session.tell(fmt::format("The verdicts could not be kept: {}", outcome.notKept->message));
}

/// The runs of the workspace's store are decided once for each revision and mode.
Result<replay::KeptOutcome> decide(const ReplayOptions& options, const decision::Decider& decider,
                                   const replay::EventSource& source,
                                   const workspace::Workspace& workspace, const replay::Sink& sink,
                                   const JobControl& control)
{
    if (options.traces.empty() && options.replay.coverage == nullptr)
        return replay::replayKept(decider, source, {workspace.traceStore(), {}}, options.replay,
                                  sink, control);
    return replay::replay(decider, source, options.replay, sink, control)
        .map([](const decision::ReplaySummary& summary) {
            return replay::KeptOutcome{summary, false, {}, {}};
        });
}

ExitStatus decideAll(ReplayOptions options, const decision::Decider& decider,
                     const replay::EventSource& source, const OpenedWorkspace& opened,
                     const analysis::Baseline* baseline, Session& session)
{
    NewCalls news{baseline};
    // Rows that are not shown count too, and come one session at a time.
    const auto kept = [crossingsOnly = options.replay.crossingsOnly,
                       where = options.replay.where](const decision::CallVerdict& row) {
        return (!crossingsOnly || decision::isCrossing(row.verdict)) && (!where || where(row));
    };
    const bool covers = options.coverage.wanted();
    if (baseline != nullptr || covers) {
        options.replay.crossingsOnly = false;
        options.replay.where = nullptr;
    }
    cedar::CoverageCounts counts;
    analysis::CallTally tally;
    if (covers)
        options.replay.coverage = &counts;
    Output output(decider.setup(), options.format, session);
    const replay::Sink sink = [&](std::vector<decision::CallVerdict> rows) -> Result<> {
        for (const decision::CallVerdict& row : rows) {
            news.count(row);
            if (covers)
                tally.add(row);
            if (kept(row))
                output.row(row);
        }
        return {};
    };
    const auto start = std::chrono::steady_clock::now();
    const auto outcome =
        decide(options, decider, source, opened.workspace, sink, session.job("Replaying session"));
    session.endProgress();
    if (!outcome)
        return session.fail(outcome.error());
    const auto taken = std::chrono::steady_clock::now() - start;
    ExitStatus status = ExitStatus::Yes;
    std::optional<analysis::CoverageReport> report;
    if (covers) {
        report = coverageReport(decider.setup(), counts, tally, "traces", session);
        status = keepCoverage(options.coverage, *report, session);
    }
    const bool shows = options.coverage.show || options.coverage.all;
    if (shows && options.format != Format::Text)
        output.coverage(*report, options.coverage.all); // the last line is the summary
    output.summary(outcome->summary);
    if (shows && options.format == Format::Text)
        output.coverage(*report, options.coverage.all);
    tellSpeed(*outcome, taken, session);
    if (baseline == nullptr)
        return worse(status, statusOfSummary(outcome->summary));
    session.tell(news.sentence());
    return worse(status, news.status());
}

/// Makes the query a condition on rows. What is wrong with it has been told.
ExitStatus readWhere(ReplayOptions& options, Session& session)
{
    replay::ParsedFilter parsed = replay::parseFilter(options.where, "--where");
    if (hasErrors(parsed.diagnostics)) {
        session.report(parsed.diagnostics, SourceText("--where", options.where));
        return ExitStatus::Failed;
    }
    if (!parsed.filter.isEmpty())
        options.replay.where = [filter = parsed.filter](const decision::CallVerdict& row) {
            return filter.matches(row);
        };
    return ExitStatus::Yes;
}

ExitStatus runReplay(ReplayOptions options, Session& session)
{
    if (const ExitStatus read = readWhere(options, session); read != ExitStatus::Yes)
        return read;
    options.replay.crossingsOnly = options.only == "crossings";
    auto opened = options.revision.empty()
                      ? openWorkspace(options.folder, session)
                      : openRevision(options.folder, options.revision, session);
    if (!opened)
        return opened.error();
    const auto traces = openTraces(options.traces, opened->workspace, session);
    if (!traces)
        return traces.error();
    const auto baseline = readBaseline(options.baseline, *opened, session);
    if (!baseline)
        return baseline.error();
    const decision::Decider decider(opened->setup);
    return worse(traces->status, decideAll(std::move(options), decider, *traces->source, *opened,
                                           baseline->get(), session));
}

} // namespace

void addReplay(Commands& commands)
{
    auto options = std::make_shared<ReplayOptions>();
    CLI::App& app =
        commands.add("replay", "Decides every call of recorded traces again",
                     [options](Session& session) { return runReplay(*options, session); });
    addTraceOption(app, options->traces);
    addWorkspaceOption(app, options->folder);
    addModeOptions(app, options->replay);
    app.add_option("--run", options->replay.runs, "Only this run; may be given several times")
        ->type_name("ID");
    app.add_option("--where", options->where,
                   "Only calls that fit: 'verdict = deny and tool ~ pay'")
        ->type_name("QUERY");
    app.add_option("--only", options->only, "Only calls that cross a boundary")
        ->check(CLI::IsMember({"crossings"}))
        ->type_name("crossings");
    app.add_option("--baseline", options->baseline,
                   "Fail only on crossings and undecidable calls that are not in this earlier "
                   "output (jsonl), nor accepted by a review")
        ->type_name("FILE");
    addCoverageOptions(app, options->coverage);
    app.add_option("--revision", options->revision,
                   "Decide under the workspace as it was at this git revision")
        ->type_name("REV");
    app.add_option("--threads", options->replay.threads, "Default: as many as the machine has")
        ->type_name("N");
    Commands::addFormat(app, options->format, {Format::Text, Format::JsonLines});
}

} // namespace remit::cli
