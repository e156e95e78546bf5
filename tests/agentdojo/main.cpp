// SPDX-License-Identifier: Apache-2.0
#include "tests/agentdojo/pairs.h"
#include "tests/agentdojo/references.h"
#include "tests/agentdojo/report.h"
#include "tests/agentdojo/workspace_decisions.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <functional>

namespace {

using namespace remit;
using namespace remit::agentdojo;

struct Options {
    std::string runs;
    std::string suites;
    std::vector<std::string> pipelines;
    Blocked blocked = Blocked::Carrier;
    std::string reference;
    std::string workspace;
    std::vector<std::string> fold;
    bool pairs = false;
    bool list = false;
};

/// What a policy says of each call of a run.
using Policy = std::function<Decided(const Suite&, const Run&)>;

Result<Policy> workspacePolicy(const std::string& folder, const replay::EventSource& source)
{
    auto decided = decidedByWorkspace(folder, source);
    if (!decided)
        return tl::unexpected(decided.error());
    return [decided = std::move(*decided)](const Suite&, const Run& run) {
        const auto found = decided.find(run.id());
        return found == decided.end() ? Decided(run.calls.size(), Outcome::Undecidable)
                                      : found->second;
    };
}

Result<Policy> foldedPolicy(const std::vector<std::string>& folders,
                            const replay::EventSource& source)
{
    auto even = workspacePolicy(folders[0], source);
    if (!even)
        return even;
    auto odd = workspacePolicy(folders[1], source);
    if (!odd)
        return odd;
    return [even = std::move(*even), odd = std::move(*odd)](const Suite& suite, const Run& run) {
        return run.taskNumber() % 2 == 0 ? odd(suite, run) : even(suite, run);
    };
}

Result<Policy> choosePolicy(const Options& options)
{
    if (!options.reference.empty()) {
        const Reference reference = options.reference == "P1"   ? Reference::GroundTruthTools
                                    : options.reference == "P2" ? Reference::AlsoReaders
                                                                : Reference::Destinations;
        return [reference](const Suite& suite, const Run& run) {
            return decidedBy(reference, suite, run);
        };
    }
    const auto source = importRuns(options.runs);
    if (!source)
        return tl::unexpected(source.error());
    return options.fold.empty() ? workspacePolicy(options.workspace, **source)
                                : foldedPolicy(options.fold, **source);
}

bool isWanted(const Run& run, const Options& options)
{
    return options.pipelines.empty() ||
           std::find(options.pipelines.begin(), options.pipelines.end(), run.pipeline) !=
               options.pipelines.end();
}

Result<Report> measure(const Options& options)
{
    const auto suites = readSuites(options.suites);
    if (!suites)
        return tl::unexpected(suites.error());
    const auto runs = readRuns(options.runs);
    if (!runs)
        return tl::unexpected(runs.error());
    const auto policy = choosePolicy(options);
    if (!policy)
        return tl::unexpected(policy.error());
    Report report;
    for (const Run& run : *runs) {
        const auto suite = suites->find(run.suite);
        if (suite == suites->end() || !isWanted(run, options))
            continue;
        Tally tally;
        add(tally, run, suite->second, (*policy)(suite->second, run), options.blocked);
        report.add(run, tally);
    }
    return report;
}

Result<PairReport> tryPairs(const Options& options)
{
    const auto suites = readSuites(options.suites);
    if (!suites)
        return tl::unexpected(suites.error());
    const auto runs = readRuns(options.runs);
    if (!runs)
        return tl::unexpected(runs.error());
    const auto source = importRuns(options.runs);
    if (!source)
        return tl::unexpected(source.error());
    return probePairs(options.workspace, **source, *suites, *runs, options.pipelines);
}

int fail(const Error& error)
{
    fmt::print(stderr, "remit-agentdojo: {}\n  {}\n", error.message, error.hint);
    return error.code == ErrorCode::Malformed ? 3 : 1;
}

void addOptions(CLI::App& app, Options& options)
{
    app.add_option("RUNS", options.runs, "Folder of recorded AgentDojo runs")->required();
    app.add_option("--suites", options.suites, "AgentDojo's suites as one JSON document")
        ->required();
    app.add_option("--pipeline", options.pipelines, "Only these pipelines");
    app.add_option("--blocked", options.blocked,
                   "When an attack counts as blocked: carrier (a call that carries it is denied), "
                   "all (every such call), upstream (any call up to the first), any (any call)")
        ->transform(
            CLI::CheckedTransformer(std::map<std::string, Blocked>{{"carrier", Blocked::Carrier},
                                                                   {"all", Blocked::AllCarriers},
                                                                   {"upstream", Blocked::Upstream},
                                                                   {"any", Blocked::AnyCall}}));
    auto* policy = app.add_option_group("policy", "What decides");
    policy->add_option("--reference", options.reference, "P1, P2 or P3")
        ->check(CLI::IsMember({"P1", "P2", "P3"}));
    auto* workspace =
        policy->add_option("--workspace", options.workspace, "The policies of a workspace");
    policy
        ->add_option("--fold", options.fold,
                     "Two workspaces: one made from even-numbered user tasks, which judges the odd "
                     "ones, and the other way round")
        ->expected(2);
    policy->require_option(1);
    auto* pairs = app.add_flag(
        "--pairs", options.pairs,
        "Probe every pair of a user task and an injection task, on recorded runs without attack");
    pairs->needs(workspace);
    app.add_flag("--list", options.list, "With --pairs: every pair that does not hold")
        ->needs(pairs);
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app{"Measures policies against recorded AgentDojo runs: attacks blocked, benign work "
                 "preserved"};
    Options options;
    addOptions(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 1;
    }
    if (options.pairs) {
        const auto pairs = tryPairs(options);
        if (!pairs)
            return fail(pairs.error());
        fmt::print("{}", pairs->text(options.list));
        return 0;
    }
    const auto report = measure(options);
    if (!report)
        return fail(report.error());
    fmt::print("{}", report->text());
    return 0;
}
