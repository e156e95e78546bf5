// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/compare/compare.h"
#include "core/analysis/coverage/coverage.h"
#include "core/analysis/findings.h"
#include "core/analysis/policy_tests/run.h"
#include "core/analysis/reviews/review.h"
#include "core/decision/setup.h"
#include "core/decision/verdict.h"
#include "core/replay/replay.h"
#include "core/replay/workspace_traces.h"
#include "core/workspace/snapshot.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The report of a review: what was replayed under which revision, where boundaries were crossed,
/// what is doubtful about the delegation, what was not modelled, and which ids of public frameworks
/// this is evidence for. One HTML file that needs nothing else; the same as the input for a PDF.
namespace remit::report {

/// Policy tests with what became of them.
struct TestedPolicies {
    std::vector<analysis::PolicyTest> tests;
    std::vector<analysis::TestResult> results;
};

/// The same calls under another revision.
struct ComparedRevision {
    std::string name;                          ///< of the other workspace or bundle
    std::string revision;                      ///< "sha256:…"
    std::vector<analysis::CallChange> changes; ///< the first, where they are many
    std::size_t changed = 0;                   ///< all that change
};

/// Everything that the report is made from: values that were decided before.
struct Review {
    std::shared_ptr<const decision::Setup> setup; ///< not null
    workspace::Snapshot snapshot;                 ///< the texts of that setup
    Instant madeAt;
    std::string program; ///< "Remit 0.1.0"
    std::string engine;  ///< fingerprint of everything that decides

    replay::Mode mode = replay::Mode::Isolated;
    replay::Timing timing = replay::Timing::Continuous;
    std::vector<decision::CallVerdict> rows;
    decision::ReplaySummary summary;
    std::map<std::string, replay::RunOrigin, std::less<>> origins; ///< of the runs, where known
    std::vector<std::string> traceProblems; ///< what could not be read in full

    std::optional<std::vector<analysis::Finding>> findings; ///< nothing: not looked for
    TestedPolicies tests;
    std::vector<analysis::CoverageReport> coverage; ///< by traces, by tests; empty: not measured
    analysis::ReviewBook reviews;
    std::optional<ComparedRevision> comparison;
    /// Front-loaded (before) against continuous (after); nothing where authority is not modelled.
    std::optional<analysis::Comparison> timings;
};

enum class Medium : std::uint8_t { Screen, Paper };

[[nodiscard]] std::string reviewReport(const Review& review, Medium medium = Medium::Screen);

/// Tables longer than this end with a line that says how many rows were left out.
inline constexpr std::size_t kMostReportRows = 2'000;

/// What the verdicts do not rest on, one sentence each: for the section "What was not modelled".
[[nodiscard]] std::vector<std::string> notModelled(const Review& review);

} // namespace remit::report
