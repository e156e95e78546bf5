// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/coverage_option.h"
#include "app/cli/workspace_option.h"
#include "core/analysis/policy_tests/folder_traces.h"
#include "core/analysis/policy_tests/run.h"

#include <algorithm>

namespace remit::cli {
namespace {

struct TestOptions {
    std::string folder;
    std::vector<std::string> names;
    std::string junit;
    bool all = false;
    CoverageOptions coverage;
    Format format = Format::Text;
};

using analysis::PolicyTest;

/// The tests of the workspace; nothing when a file of tests is wrong, which has been told.
tl::expected<std::vector<PolicyTest>, ExitStatus> readTests(const OpenedWorkspace& opened,
                                                            Session& session)
{
    auto read = analysis::readPolicyTests(opened.snapshot.texts(workspace::FileKind::Tests));
    const ExitStatus status = reportOfFiles(read.diagnostics, opened.snapshot, session);
    if (hasErrors(read.diagnostics))
        return tl::unexpected(status);
    return std::move(read.tests);
}

/// Tests whose name holds one of the texts.
std::vector<PolicyTest> chosen(std::vector<PolicyTest> tests, const std::vector<std::string>& names)
{
    if (names.empty())
        return tests;
    std::erase_if(tests, [&](const PolicyTest& test) {
        return std::none_of(names.begin(), names.end(), [&](const std::string& name) {
            return test.name.find(name) != std::string::npos;
        });
    });
    return tests;
}

/// The tests' own coverage: a test of a recorded step covers with that step alone.
std::optional<analysis::CoverageReport>
coverageOfTests(const TestOptions& options, const OpenedWorkspace& opened,
                const std::vector<analysis::TestResult>& results,
                const cedar::CoverageCounts& counts, Session& session)
{
    if (!options.coverage.wanted())
        return std::nullopt;
    analysis::CallTally tally;
    for (const analysis::TestResult& result : results) {
        if (result.verdict)
            tally.add(*result.verdict);
    }
    return coverageReport(*opened.setup, counts, tally, "tests", session);
}

/// The report as JSON; coverage is one more member of it.
std::string jsonOf(const std::vector<PolicyTest>& tests,
                   const std::vector<analysis::TestResult>& results,
                   const analysis::CoverageReport* coverage)
{
    std::string json = analysis::testReportJson(tests, results);
    if (coverage != nullptr) {
        json.pop_back();
        json += ",\"coverage\":" + coverageJson(*coverage) + "}";
    }
    return json;
}

ExitStatus runTests(const TestOptions& options, Session& session)
{
    session.setFormat(options.format);
    const auto opened = openWorkspace(options.folder, session);
    if (!opened)
        return opened.error();
    auto read = readTests(*opened, session);
    if (!read)
        return read.error();
    const std::vector<PolicyTest> tests = chosen(std::move(*read), options.names);
    cedar::CoverageCounts counts;
    const auto results = analysis::runPolicyTests(
        opened->setup, tests,
        analysis::tracesBelow(opened->workspace.root(), opened->snapshot.settings.importRules),
        session.job("Running test"), options.coverage.wanted() ? &counts : nullptr);
    session.endProgress();
    if (!results)
        return session.fail(results.error());
    const auto coverage = coverageOfTests(options, *opened, *results, counts, session);
    const bool shows = options.coverage.show || options.coverage.all;
    if (options.format != Format::Text)
        session.printLine(jsonOf(tests, *results, shows ? &*coverage : nullptr));
    else
        session.print(
            analysis::testReport(tests, *results, options.all, session.outColour()) +
            (shows ? "\n" + coverageText(*coverage, options.coverage.all, session.outColour())
                   : ""));
    ExitStatus status =
        coverage ? keepCoverage(options.coverage, *coverage, session) : ExitStatus::Yes;
    if (!options.junit.empty())
        status =
            worse(status, session.write(options.junit, analysis::testReportJUnit(tests, *results)));
    const bool good = std::all_of(results->begin(), results->end(),
                                  [](const analysis::TestResult& one) { return one.passed; });
    return worse(status, good ? ExitStatus::Yes : ExitStatus::No);
}

} // namespace

void addTest(Commands& commands)
{
    auto options = std::make_shared<TestOptions>();
    CLI::App& app =
        commands.add("test", "Runs the policy tests of a workspace",
                     [options](Session& session) { return runTests(*options, session); });
    addWorkspaceOption(app, options->folder);
    app.add_option("--name", options->names,
                   "Only tests whose name holds this text; may be given several times")
        ->type_name("TEXT");
    app.add_flag("--all", options->all, "Also list the tests that passed");
    app.add_option("--junit", options->junit, "Also write JUnit XML here, for build servers")
        ->type_name("FILE");
    addCoverageOptions(app, options->coverage);
    Commands::addFormat(app, options->format, {Format::Text, Format::Json});
}

} // namespace remit::cli
