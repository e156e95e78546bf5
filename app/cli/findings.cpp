// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings.h"

#include "app/cli/commands.h"
#include "app/cli/estate_option.h"
#include "app/cli/sarif.h"
#include "app/cli/trace_option.h"
#include "core/analysis/reviews/review.h"
#include "core/base/text.h"
#include "core/replay/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace remit::cli {
namespace {

using analysis::Finding;

struct FindingsOptions {
    std::vector<std::string> traces;
    std::string folder;
    std::string at;
    Format format = Format::Text;
};

struct Calls {
    std::vector<decision::CallVerdict> rows;
    ExitStatus status = ExitStatus::Yes;
};

/// The calls of the traces named, else of the store where there is one, else none.
tl::expected<Calls, ExitStatus> decidedCalls(const FindingsOptions& options,
                                             const OpenedWorkspace& opened, Session& session)
{
    std::error_code error;
    if (options.traces.empty() && !std::filesystem::exists(opened.workspace.traceStore(), error))
        return Calls{};
    const auto traces = openTraces(options.traces, opened.workspace, session);
    if (!traces)
        return tl::unexpected(traces.error());
    const decision::Decider decider(opened.setup);
    auto replayed = replay::replay(decider, *traces->source, {}, session.job("Replaying session"));
    session.endProgress();
    if (!replayed)
        return tl::unexpected(session.fail(replayed.error()));
    return Calls{std::move(replayed->rows), traces->status};
}

std::string exampleText(const analysis::Counterexample& example)
{
    if (example.isCall())
        return fmt::format("   = see: remit explain --run {} --step {}\n", jsonQuoted(example.run),
                           example.step);
    if (!example.request)
        return {};
    return fmt::format("   = case: {} does {} on {} with {}\n", toText(example.request->principal),
                       toText(example.request->action), toText(example.request->resource),
                       toText(example.request->context));
}

std::string frameworksText(const Finding& finding)
{
    std::string text;
    for (const std::string_view id : analysis::frameworkIds(finding.kind))
        text += (text.empty() ? "" : ", ") + std::string(id);
    return "   = evidence for: " + text + "\n";
}

SourceText sourceOf(const Finding& finding, const workspace::Snapshot& snapshot)
{
    return finding.place.file.empty() ? SourceText() : snapshot.source(finding.place.file);
}

/// A finding, and the review that settles it; without one it is open.
struct Judged {
    Finding finding;
    const analysis::Review* review = nullptr;
};

std::string reviewText(const analysis::Review* review)
{
    if (review == nullptr)
        return {};
    return fmt::format("   = {} by {}: {}\n", analysis::name(review->state), shown(review->owner),
                       shown(review->reason));
}

std::string countText(const std::vector<Judged>& findings, std::size_t open)
{
    if (findings.empty())
        return "No findings.\n";
    return fmt::format("{} finding{}, {} open.\n", findings.size(), findings.size() == 1 ? "" : "s",
                       open);
}

void printText(const std::vector<Judged>& findings, std::size_t open,
               const workspace::Snapshot& snapshot, Session& session)
{
    for (const auto& [finding, review] : findings) {
        const Diagnostic diagnostic = asDiagnostic(finding);
        if (finding.place.file.empty())
            session.print(fmt::format("{}[{}]: {}\n   = help: {}\n",
                                      severityName(diagnostic.severity), diagnostic.code,
                                      shown(diagnostic.message), shown(diagnostic.help)));
        else
            session.print(rendered(diagnostic, sourceOf(finding, snapshot), session.outColour()));
        session.print(exampleText(finding.example) + frameworksText(finding) + reviewText(review) +
                      "\n");
    }
    session.print(countText(findings, open));
}

/// The finding's object with one member more.
std::string jsonOf(const Judged& judged, const SourceText& source)
{
    std::string review = "null";
    if (judged.review != nullptr)
        review = fmt::format(R"({{"state":"{}","reason":{},"owner":{}}})",
                             analysis::name(judged.review->state),
                             jsonQuoted(judged.review->reason), jsonQuoted(judged.review->owner));
    std::string json = toJson(judged.finding, source);
    json.pop_back();
    return json + ",\"review\":" + review + "}";
}

/// SARIF has the open ones only: what a code host shows is to be done.
void printMachine(const std::vector<Judged>& findings, const workspace::Snapshot& snapshot,
                  Format format, Session& session)
{
    std::vector<std::string> list;
    for (const Judged& judged : findings) {
        const SourceText source = sourceOf(judged.finding, snapshot);
        if (format != Format::Sarif)
            list.push_back(jsonOf(judged, source));
        else if (judged.review == nullptr)
            list.push_back(sarifResult(asDiagnostic(judged.finding), source));
    }
    if (format == Format::Sarif)
        session.printLine(sarifLog(list));
    else
        session.printLine("{\"findings\":[" + joined(list, ",") + "]}");
}

std::vector<Judged> judged(std::vector<Finding> findings, const analysis::ReviewBook& reviews)
{
    const Instant now = currentInstant();
    std::vector<Judged> list;
    for (Finding& finding : findings) {
        const analysis::Review* review = reviews.findingSettledBy(finding.id(), now);
        list.push_back({std::move(finding), review});
    }
    return list;
}

ExitStatus listFindings(const FindingsOptions& options, Session& session)
{
    const auto time = timeOf(options.at, session);
    if (!time)
        return time.error();
    auto opened = openEstate(options.folder, session);
    if (!opened)
        return opened.error();
    const auto calls = decidedCalls(options, opened->opened, session);
    if (!calls)
        return calls.error();
    const workspace::Snapshot& snapshot = opened->opened.snapshot;
    const auto reviews = analysis::readReviewBook(snapshot.texts(workspace::FileKind::Reviews));
    reportOfFiles(reviews.diagnostics, snapshot, session);
    if (hasErrors(reviews.diagnostics))
        return ExitStatus::Invalid;
    auto found = analysis::findingsOf(
        {*opened->opened.setup, opened->estate, *opened->history, *time, calls->rows},
        session.job("Looking for findings"));
    session.endProgress();
    if (!found)
        return session.fail(found.error());
    const std::vector<Judged> findings = judged(std::move(*found), reviews.book);
    const auto open = static_cast<std::size_t>(std::count_if(
        findings.begin(), findings.end(), [](const Judged& one) { return one.review == nullptr; }));
    if (options.format == Format::Text)
        printText(findings, open, snapshot, session);
    else
        printMachine(findings, snapshot, options.format, session);
    return worse(calls->status, open == 0 ? ExitStatus::Yes : ExitStatus::No);
}

} // namespace

void addFindings(Commands& commands)
{
    auto options = std::make_shared<FindingsOptions>();
    CLI::App& app =
        commands.add("findings", "Lists what is doubtful about the delegation and its use",
                     [options](Session& session) { return listFindings(*options, session); });
    addTraceOption(app, options->traces);
    addWorkspaceOption(app, options->folder);
    addTimeOption(app, options->at);
    Commands::addFormat(app, options->format, {Format::Text, Format::Json, Format::Sarif});
}

} // namespace remit::cli
