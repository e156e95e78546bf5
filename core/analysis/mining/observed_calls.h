// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/strict_json.h"
#include "core/decision/decide.h"
#include "core/decision/verdict.h"
#include "core/replay/event_source.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The evidence that mining works on: what agents did in chosen runs, and how it ended.
namespace remit::analysis {

/// Which runs are evidence.
struct RunChoice {
    std::vector<std::string> runs;  ///< globs of run ids; empty: all
    std::vector<std::string> tasks; ///< globs of task ids, without versions; empty: all

    [[nodiscard]] bool takes(std::string_view run, std::string_view task) const;
};

/// By argument: the sources common to all of its values (`every` of `context.provenance`).
using ArgumentSources = std::map<std::string, std::vector<std::string>, std::less<>>;

struct ObservedCall {
    decision::CallVerdict verdict;
    std::string task; ///< id without its version; empty: not recorded
    /// Null where they were not recorded, or are no JSON object.
    std::shared_ptr<const JsonValue> arguments;
    std::optional<bool> succeeded; ///< nothing: no result was recorded
    std::string result;            ///< its text
    /// What policies can read of where the arguments came from; empty: nothing.
    ArgumentSources sources;
    /// JSON Pointers to values that redaction took out: what stands there was not recorded.
    std::vector<std::string> redacted;
};

/// All calls of the chosen runs, by run and step, each decided in an isolated replay. Errors: those
/// of the replay and the source; Cancelled.
[[nodiscard]] Result<std::vector<ObservedCall>> observedCalls(const decision::Decider& decider,
                                                              const replay::EventSource& source,
                                                              const RunChoice& choice,
                                                              const JobControl& job = {});

} // namespace remit::analysis
