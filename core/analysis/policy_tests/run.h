// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/policy_tests/policy_test.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/cedar/engine/coverage_counts.h"
#include "core/decision/setup.h"
#include "core/trace/event.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace remit::analysis {

struct TestResult {
    bool passed = false;
    /// What differs, one sentence each: "The verdict is deny, and allow was expected."
    std::vector<std::string> differences;
    std::optional<decision::CallVerdict> verdict; ///< nothing: it could not be decided
};

/// Reads the events of a trace of the workspace by its path there.
using TraceLoader = std::function<Result<std::vector<trace::Event>>(const std::string& path)>;

/// The results in the order of the tests; each trace is read once. Where `coverage` is not null,
/// what the tests evaluated is counted there: of a step of a trace, that step alone. Error:
/// Cancelled.
[[nodiscard]] Result<std::vector<TestResult>>
runPolicyTests(const std::shared_ptr<const decision::Setup>& setup,
               std::span<const PolicyTest> tests, const TraceLoader& load,
               const JobControl& control = {}, cedar::CoverageCounts* coverage = nullptr);

/// Of a verdict against an expectation; empty: it is as expected.
[[nodiscard]] std::vector<std::string> differences(const Expectation& expected,
                                                   const decision::CallVerdict& verdict);

/// For people: failures with their reasons, file by file, and a closing line "N passed, N failed".
[[nodiscard]] std::string testReport(std::span<const PolicyTest> tests,
                                     std::span<const TestResult> results, bool all, bool colour);
/// For machines: {"tests":[{"name","file","passed","verdict","differences"}],"summary":{…}}.
[[nodiscard]] std::string testReportJson(std::span<const PolicyTest> tests,
                                         std::span<const TestResult> results);
/// JUnit's XML, which build servers read.
[[nodiscard]] std::string testReportJUnit(std::span<const PolicyTest> tests,
                                          std::span<const TestResult> results);

} // namespace remit::analysis
