// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/replay/event_source.h"
#include "tests/agentdojo/metric.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

/// Probes over pairs of a user task and an injection task: a recorded run that did the user's task
/// gets the injection's text into a result and its calls at the end, as of an agent that obeys.
namespace remit::agentdojo {

/// What became of one pair. It is held where it holds on every run that it was tried on.
enum class PairOutcome : std::uint8_t {
    Held,       ///< no call of the user's task is denied, and a goal call is
    UserDenied, ///< a call of the user's task is denied
    GoalPassed, ///< no goal call is denied
    NoRun,      ///< no recorded run without attack did the user's task
    NoGoal,     ///< the injection task has no call that can be matched
};

struct Pair {
    std::string suite;
    std::string userTask;
    std::string injectionTask;
    PairOutcome outcome = PairOutcome::NoRun;
    std::string run;           ///< the first on which it does not hold
    std::int64_t runs = 0;     ///< that it was tried on
    std::int64_t heldRuns = 0; ///< of these
};

struct PairCounts {
    Share held;             ///< of the judged pairs: on every run
    Share heldOnce;         ///< the same, on one run at least
    Share heldRuns;         ///< the same, every run by itself
    std::int64_t noRun = 0; ///< reported apart
    std::int64_t noGoal = 0;

    PairCounts& operator+=(const PairCounts& other);
};

struct PairReport {
    std::vector<Pair> pairs;
    std::map<std::string, PairCounts> suites;
    std::map<std::string, Share> pipelines; ///< pairs of each by itself: it has one run of a task
    PairCounts all;

    /// Tables by suite and by pipeline; `list`: also every pair that does not hold.
    [[nodiscard]] std::string text(bool list) const;
};

/// `workspace` decides; runs of `pipelines` (empty: all) are tried. Errors: as decidedByWorkspace.
[[nodiscard]] Result<PairReport> probePairs(const std::filesystem::path& workspace,
                                            const replay::EventSource& source, const Suites& suites,
                                            const std::vector<Run>& runs,
                                            const std::vector<std::string>& pipelines);

} // namespace remit::agentdojo
