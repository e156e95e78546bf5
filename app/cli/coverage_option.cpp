// SPDX-License-Identifier: Apache-2.0
#include "app/cli/coverage_option.h"

#include "core/analysis/estate_of.h"
#include "core/authority/history.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

/// Those that the files alone show; what calls show is covered by them.
std::vector<analysis::Finding> findingsOfFiles(const decision::Setup& setup, Instant time,
                                               Session& session)
{
    if (setup.authority == decision::Authority::NotModelled)
        return {};
    const auto estate = analysis::estateOf(setup);
    if (!estate) {
        session.tell("Coverage leaves the findings out: " + estate.error().message);
        return {};
    }
    const authority::History history(*estate->registry, {});
    auto findings = analysis::findingsOf({setup, *estate, history, time, {}},
                                         session.job("Looking for findings"));
    session.endProgress();
    return findings ? std::move(*findings) : std::vector<analysis::Finding>();
}

std::string formOf(const CoverageOptions& options)
{
    if (!options.form.empty())
        return options.form;
    const std::string extension = std::filesystem::path(options.out).extension().string();
    if (extension == ".json")
        return "json";
    if (extension == ".xml")
        return "cobertura";
    return extension == ".info" || extension == ".lcov" ? "lcov" : "text";
}

std::string contentOf(const std::string& form, const CoverageOptions& options,
                      const analysis::CoverageReport& report)
{
    if (form == "json")
        return coverageJson(report) + "\n";
    if (form == "lcov")
        return coverageLcov(report);
    if (form == "cobertura")
        return coverageCobertura(report);
    return coverageText(report, options.all, false);
}

} // namespace

void addCoverageOptions(CLI::App& app, CoverageOptions& options)
{
    app.add_flag("--coverage", options.show,
                 "Also say which clauses and conditions were never seen true or false, and why");
    app.add_flag("--coverage-all", options.all, "As --coverage, with what is covered");
    app.add_option("--coverage-out", options.out,
                   "Write the coverage here: .json, .info (lcov), .xml (Cobertura), else text")
        ->type_name("FILE");
    app.add_option("--coverage-form", options.form, "Its form, whatever the name of the file")
        ->check(CLI::IsMember({"json", "lcov", "cobertura", "text"}))
        ->type_name("FORM");
    app.add_option("--coverage-min", options.failUnder,
                   "Fail (2) where fewer percent of the truth values were seen")
        ->check(CLI::Range(0.0, 100.0))
        ->type_name("PERCENT");
}

analysis::CoverageReport coverageReport(const decision::Setup& setup,
                                        const cedar::CoverageCounts& counts,
                                        const analysis::CallTally& calls,
                                        const std::string& evidence, Session& session)
{
    const std::vector<analysis::Finding> findings =
        findingsOfFiles(setup, calls.last.value_or(Instant{}), session);
    return analysis::coverageOf({setup, counts, calls, findings, evidence});
}

ExitStatus keepCoverage(const CoverageOptions& options, const analysis::CoverageReport& report,
                        Session& session)
{
    ExitStatus status = ExitStatus::Yes;
    if (!options.out.empty())
        status = session.write(options.out, contentOf(formOf(options), options, report));
    const double seen = report.summary.conditions.percent();
    if (options.failUnder && seen < *options.failUnder) {
        session.tell(fmt::format("{:.1f} % of the truth values were seen, and {:.1f} % are "
                                 "demanded.",
                                 seen, *options.failUnder));
        status = worse(status, ExitStatus::No);
    }
    return status;
}

} // namespace remit::cli
