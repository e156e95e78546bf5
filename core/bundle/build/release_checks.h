// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/findings.h"
#include "core/analysis/policy_tests/run.h"
#include "core/analysis/reviews/review.h"
#include "core/bundle/statement.h"
#include "core/workspace/load.h"
#include "core/workspace/workspace.h"

#include <optional>
#include <string>
#include <vector>

/// What stands between a workspace and a bundle: its files must validate, its own tests pass, and
/// somebody must have looked at every finding.
namespace remit::bundle {

struct ReleaseChecks {
    std::shared_ptr<const decision::Setup> setup; ///< without errors where `sound`
    Diagnostics diagnostics; ///< of all files: loading, strict validation, lints, tests, reviews
    bool sound = false;      ///< no errors among them; else the rest was not looked at

    std::vector<analysis::PolicyTest> tests;
    std::vector<analysis::TestResult> results;     ///< of the tests, in their order
    std::optional<decision::ReplaySummary> replay; ///< of the traces in the workspace's folder
    std::vector<std::string> traceProblems;        ///< files that could not be read whole
    std::vector<analysis::Finding> open;           ///< findings that nobody answers for
    std::vector<Acknowledged> acknowledged;        ///< the others, by id
    /// Reviews of findings that are no more: they go into no statement.
    std::vector<std::string> idleReviews;

    [[nodiscard]] std::size_t failedTests() const;
    [[nodiscard]] bool passed() const { return sound && failedTests() == 0 && open.empty(); }
};

/// Looks at everything. Only what lies in the workspace's folder counts, so that two builds of the
/// same folder come to the same; what was imported into the private store does not. Errors:
/// Cancelled, TooLarge (as analysis::estateOf).
[[nodiscard]] Result<ReleaseChecks> checkRelease(workspace::Workspace& workspace,
                                                 const workspace::Snapshot& snapshot, Instant now,
                                                 const JobControl& control = {});

/// What is in the way, one sentence each with what to do; empty when nothing is.
[[nodiscard]] std::vector<std::string> objections(const ReleaseChecks& checks);

} // namespace remit::bundle
