// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/mining/observed_calls.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// What a task was seen to need: its allowed, successful calls, counted.
namespace remit::analysis {

/// A top-level argument of an action.
struct ArgumentEvidence {
    static constexpr std::size_t kDistinct = 16; ///< values kept; more are only counted

    std::int64_t calls = 0;                      ///< that gave it
    std::map<std::string, std::int64_t> strings; ///< with the calls that gave them
    bool manyStrings = false;                    ///< more than kDistinct different ones
    std::string prefix;                          ///< that all strings share
    std::optional<std::int64_t> least;           ///< of integers
    std::optional<std::int64_t> most;
    std::int64_t atLeast = 0; ///< calls that gave the least …
    std::int64_t atMost = 0;  ///< … and the most
    bool onlyStrings = true;
    bool onlyIntegers = true;
    std::int64_t redacted = 0; ///< calls whose value was taken out before the log was written
    /// Distinct sets of sources common to all of its values, with the calls; at most kDistinct.
    std::map<std::vector<std::string>, std::int64_t> sources;
    std::int64_t withSources = 0; ///< calls of which the sources are known
};

struct ActionEvidence {
    std::string action; ///< uid text
    std::int64_t calls = 0;
    std::int64_t runs = 0;
    std::map<std::string, std::int64_t> resources; ///< uid text, with the calls
    std::map<std::string, ArgumentEvidence> arguments;
    std::int64_t argumentsNotRecorded = 0;
};

struct TaskProfile {
    std::string task; ///< id
    std::int64_t runs = 0;
    std::int64_t calls = 0;              ///< all
    std::int64_t failed = 0;             ///< ended with an error: no evidence
    std::int64_t notAllowed = 0;         ///< denied, waiting or undecidable: no evidence
    std::int64_t withoutResult = 0;      ///< nobody recorded how they ended: the log has gaps
    std::int64_t undecidable = 0;        ///< of notAllowed: a fact was not recorded, a gap too
    std::vector<ActionEvidence> actions; ///< by action

    /// With gaps nothing may be taken away: what is not in the log may have been needed.
    [[nodiscard]] bool hasGaps() const { return withoutResult > 0 || undecidable > 0; }
};

/// What one grant was seen to be used for: the calls decided on a chain with it.
struct GrantProfile {
    std::string grant;
    TaskProfile task; ///< of these calls; its id is the grant's task
};

/// By grant id. A call's gaps count for every grant of its chain.
[[nodiscard]] std::vector<GrantProfile> grantProfiles(const std::vector<ObservedCall>& calls);

/// By task id. Calls without a recorded task are left out.
[[nodiscard]] std::vector<TaskProfile> taskProfiles(const std::vector<ObservedCall>& calls);

} // namespace remit::analysis
