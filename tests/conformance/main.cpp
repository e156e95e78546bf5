// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_io.h"
#include "core/base/text.h"
#include "tests/conformance/run_case.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>

namespace {

using namespace remit;
using namespace remit::conformance;

enum Exit { kAllPassed = 0, kCouldNot = 1, kSomeFailed = 2, kMalformed = 3 };

struct Options {
    std::vector<std::string> packs;
    std::string expect;
    bool facets = false;
    std::size_t shown = 20;
};

int complain(const Error& error)
{
    fmt::print(stderr, "remit-conformance: {}\n", error.message);
    if (!error.hint.empty())
        fmt::print(stderr, "  {}\n", error.hint);
    return error.code == ErrorCode::Malformed ? kMalformed : kCouldNot;
}

Result<Tally> runPack(const std::string& file, const Expectations& expectations)
{
    const auto text = readFile(file);
    if (!text)
        return tl::unexpected(text.error());
    Tally tally;
    std::size_t number = 0;
    for (const std::string_view line : split(*text, '\n')) {
        ++number;
        if (trimmed(line).empty())
            continue;
        auto recorded = readCase(line);
        const auto applied = recorded ? expectations.applyTo(*recorded) : Result<>();
        if (!recorded || !applied)
            return failure(
                ErrorCode::Malformed,
                fmt::format("{}:{}: {}", file, number,
                            recorded ? applied.error().message : recorded.error().message),
                "each line of a pack is one case");
        tally.add(runCase(*recorded, fmt::format("{}:{} {}", file, number, recorded->id)));
    }
    return tally;
}

void printDifferences(const Tally& tally, std::size_t most)
{
    for (std::size_t i = 0; i < std::min(most, tally.differences.size()); ++i) {
        const Difference& difference = tally.differences[i];
        fmt::print("{} [{}] {}\n", difference.place, facetName(difference.facet),
                   difference.message);
    }
    if (tally.differences.size() > most)
        fmt::print("… and {} more differences\n", tally.differences.size() - most);
}

void printFacets(const Tally& tally, bool all)
{
    for (std::size_t i = 0; i < kFacets; ++i) {
        const FacetCount& count = tally.facets[i];
        const auto name = facetName(static_cast<Facet>(i));
        if (all)
            fmt::print("{:<11} {:>6} passed {:>6} failed {:>6} not checked\n", name, count.passed,
                       count.failed, count.notChecked);
        else if (count.notChecked > 0)
            fmt::print("{} not checked in {} cases\n", name, count.notChecked);
    }
}

int run(const Options& options)
{
    Expectations expectations;
    if (!options.expect.empty()) {
        auto text = readFile(options.expect);
        auto read = text.and_then([](const std::string& t) { return Expectations::read(t); });
        if (!read)
            return complain(read.error());
        expectations = std::move(*read);
    }
    Tally total;
    for (const std::string& pack : options.packs) {
        auto tally = runPack(pack, expectations);
        if (!tally)
            return complain(tally.error());
        total.add(std::move(*tally));
    }
    printDifferences(total, options.shown);
    printFacets(total, options.facets);
    fmt::print("{} requests in {} cases\n", total.requests, total.casesPassed + total.casesFailed);
    fmt::print("{} passed, {} failed\n", total.casesPassed, total.casesFailed);
    return total.casesFailed == 0 ? kAllPassed : kSomeFailed;
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app{"Runs packs of recorded Cedar decisions through engine, explanation and reference "
                 "evaluator"};
    Options options;
    app.add_option("PACK", options.packs, "JSON Lines, one case a line")->required();
    app.add_option("--expect", options.expect, "verdicts that replace the recorded ones");
    app.add_flag("--facets", options.facets, "print the counts of each facet");
    app.add_option("--differences", options.shown, "how many differences are printed");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kAllPassed : kCouldNot;
    }
    return run(options);
}
