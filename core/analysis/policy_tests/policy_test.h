// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/file_text.h"
#include "core/cedar/engine/authorizer.h"
#include "core/decision/verdict.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Policy tests as files: `tests/*.json`, each a list of
///     {"name": …, "request": {principal, action, resource, context?}, "expect": {…}}
///     {"name": …, "trace": "traces/x.trace.jsonl", "run"?: …, "step": 3, "expect": {…}}
/// with `expect` {"verdict": …, "crossings"?: [kinds], "reason"?: [policy ids]}.
namespace remit::analysis {

/// What a test demands. What is left out may be anything.
struct Expectation {
    decision::Verdict verdict = decision::Verdict::Allow;
    /// Kinds that the call's crossings have, in any order; further ones are no difference, since
    /// every step is evaluated whatever failed before. Empty: it has no crossing.
    std::optional<std::vector<std::string>> crossings;
    /// The policies that decided, all of them, in any order: those that allowed, or the forbids of
    /// the crossings.
    std::optional<std::vector<std::string>> reason;
};

/// A recorded call: in the trace file, counted in its run from 0.
struct TestStep {
    std::string trace;              ///< path in the workspace
    std::optional<std::string> run; ///< may be left out where the file has one run
    std::int64_t step = 0;
};

struct PolicyTest {
    std::string name;
    std::string file;
    Span span; ///< of the test in its file
    /// One of the two. A request is put to the workspace's policies alone (steps 6 and 7).
    std::optional<cedar::Request> request;
    std::optional<TestStep> step;
    Expectation expect;
};

struct ReadPolicyTests {
    std::vector<PolicyTest> tests; ///< those that could be read
    Diagnostics diagnostics;       ///< codes tests/… and json/…
};

[[nodiscard]] ReadPolicyTests readPolicyTests(std::string_view text, const std::string& file = {});
/// All files of a workspace, in their order.
[[nodiscard]] ReadPolicyTests readPolicyTests(const std::vector<FileText>& files);

/// The text of a test that demands what was decided now: "make a test of this step". Indented as an
/// element of a list.
[[nodiscard]] std::string testOfCall(const decision::CallVerdict& call, const std::string& trace);

/// The policies that decided, sorted: `reason` of a test.
[[nodiscard]] std::vector<std::string> decidingPolicies(const decision::CallVerdict& verdict);
/// Kinds of the crossings, sorted, each once.
[[nodiscard]] std::vector<std::string> crossingKinds(const decision::CallVerdict& verdict);

} // namespace remit::analysis
