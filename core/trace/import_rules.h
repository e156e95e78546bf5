// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/trace/event.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace remit::trace {

/// Fills what a source does not record: one field of every run that the rule fits. What was
/// recorded is never replaced, and of several rules for a field the first that gives a value
/// counts.
struct ImportRule {
    std::string format; ///< only traces of this format ("agentdojo"); empty: of any
    std::string file;   ///< glob of the trace's path, or of its end; empty: any
    std::string field;  ///< agent, onBehalfOf, task, credential, workload, session or start
    std::optional<std::string> value; ///< a fixed value …
    /// … or the name of an attribute of the run ("service.name"), or one of `run` (the run's id),
    /// `agent`, `task`, `file` (its path), `file.name`, `file.stem` and `file.folder` (the name of
    /// the folder it is in).
    std::string from;
    /// Takes a part of what `from` gives: a glob with one `{}`, which is the part:
    /// `**/users/{}/*`. Without it, all. What does not fit the glob gives nothing.
    std::string pattern;

    bool operator==(const ImportRule&) const = default;
};

/// Where a run comes from, for rules.
struct RunOrigin {
    std::string_view run;
    std::string_view format;
    std::string_view file;
};

/// What the rules gave.
struct Filled {
    std::string session;          ///< for the run's events that have none
    std::optional<Instant> start; ///< for a run without times: then its events are a second apart
    std::uint64_t fields = 0;     ///< how many were filled
    std::string wrongStart;       ///< what should have been a time
};

/// Fills the run's first event. `hasSession`, `hasTime`: the event has its own.
[[nodiscard]] Filled fill(std::span<const ImportRule> rules, const RunOrigin& origin,
                          RunStart& start, bool hasSession, bool hasTime);

/// The part of the text that stands for `{}` in the pattern; the shortest beginning counts.
[[nodiscard]] std::optional<std::string> part(std::string_view pattern, std::string_view text);

} // namespace remit::trace
