// SPDX-License-Identifier: Apache-2.0
#include "app/cli/bundle.h"
#include "app/cli/bundle_side.h"
#include "core/analysis/compare/compare.h"
#include "core/base/text.h"
#include "core/bundle/diff/difference.h"
#include "core/trace/import.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

struct DiffOptions {
    std::string before;
    std::string after;
    std::vector<std::string> traces;
    Format format = Format::Text;
};

struct Differences {
    std::vector<bundle::PartChange> statement;
    std::vector<bundle::SubjectDifference> content;
    std::optional<analysis::Comparison> calls; ///< nothing without traces
    ExitStatus status = ExitStatus::Yes;       ///< Invalid where a trace could not be read whole
    bool followsDirectly = false;              ///< the second names the first as the one before it
};

/// The recorded calls of the traces named, decided under both.
ExitStatus compareCalls(const DiffOptions& options, const ComparedSide& before,
                        const ComparedSide& after, Differences& differences, Session& session)
{
    if (options.traces.empty())
        return ExitStatus::Yes;
    auto read = trace::readTraces({options.traces.begin(), options.traces.end()}, {},
                                  session.job("Reading trace"));
    session.endProgress();
    if (!read)
        return session.fail(read.error());
    for (const trace::Problem& problem : read->report.problems)
        session.tell(std::string(trimmed(rendered(problem))));
    if (read->report.hasErrors())
        differences.status = ExitStatus::Invalid;
    const replay::MemorySource source(std::move(read->events));
    auto compared =
        analysis::compare(decision::Decider(before.setup), decision::Decider(after.setup), source,
                          {}, session.job("Comparing session"));
    session.endProgress();
    if (!compared)
        return session.fail(compared.error());
    differences.calls = std::move(*compared);
    return ExitStatus::Yes;
}

bool isSame(const Differences& differences)
{
    return differences.statement.empty() && differences.content.empty() &&
           (!differences.calls || differences.calls->changes.empty());
}

void printDifferences(const DiffOptions& options, const Differences& differences, Session& session)
{
    const bool colour = session.outColour();
    session.print(fmt::format("--- {}\n+++ {}\n", options.before, options.after));
    if (!differences.statement.empty())
        session.print("~ statement changed\n" + bundle::changesText(differences.statement, colour));
    session.print(bundle::differenceText(differences.content, colour));
    if (isSame(differences))
        session.print("Both say the same.\n");
    if (differences.calls)
        session.print("\n" + analysis::comparisonText(*differences.calls, colour));
}

std::string callsJson(const std::optional<analysis::Comparison>& calls)
{
    if (!calls)
        return "null";
    std::vector<std::string> lines;
    const std::string text = analysis::comparisonJsonLines(*calls);
    for (const std::string_view line : split(text, '\n')) {
        if (!line.empty())
            lines.emplace_back(line);
    }
    return "[" + joined(lines, ",") + "]";
}

ExitStatus diffBundles(const DiffOptions& options, Session& session)
{
    session.setFormat(options.format);
    const auto before = openSide(options.before, session);
    if (!before)
        return before.error();
    const auto after = openSide(options.after, session);
    if (!after)
        return after.error();
    Differences differences;
    differences.content =
        bundle::differencesBetween(bundle::subjectsOf(before->snapshot, *before->setup),
                                   bundle::subjectsOf(after->snapshot, *after->setup));
    if (before->statement && after->statement) {
        differences.statement = bundle::statementChanges(*before->statement, *after->statement);
        differences.followsDirectly = after->statement->previousDigest == before->payloadDigest;
    }
    const ExitStatus compared = compareCalls(options, *before, *after, differences, session);
    if (compared != ExitStatus::Yes)
        return compared;
    if (options.format == Format::Json)
        session.printLine(fmt::format(
            R"({{"same":{},"followsDirectly":{},"statement":{},"differences":{},"calls":{}}})",
            isSame(differences), differences.followsDirectly,
            bundle::changesJson(differences.statement), bundle::differenceJson(differences.content),
            callsJson(differences.calls)));
    else
        printDifferences(options, differences, session);
    return worse(differences.status, isSame(differences) ? ExitStatus::Yes : ExitStatus::No);
}

} // namespace

void addBundleDiff(Commands& group)
{
    auto options = std::make_shared<DiffOptions>();
    CLI::App& app =
        group.add("diff", "Tells what two bundles or workspaces say differently",
                  [options](Session& session) { return diffBundles(*options, session); });
    app.add_option("BEFORE", options->before, "Bundle or workspace; signatures are not checked")
        ->type_name("")
        ->required();
    app.add_option("AFTER", options->after, "The other")->type_name("")->required();
    app.add_option("TRACE", options->traces, "Recorded traces, whose calls are decided under both")
        ->type_name("");
    Commands::addFormat(app, options->format, {Format::Text, Format::Json});
}

} // namespace remit::cli
