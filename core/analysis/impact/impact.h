// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/compare/call_change.h"
#include "core/analysis/impact/recorded_calls.h"
#include "core/analysis/impact/taped_calls.h"

#include <memory>
#include <string>
#include <vector>

/// What an edit does to recorded calls, a moment after it was made: the impact strip of the editor.
namespace remit::analysis {

/// The answer for one edited revision.
struct Impact {
    /// Calls whose verdict changes, in the order of a replay; the first, where they are many.
    std::vector<CallChange> changes;
    ChangeCounts counts;               ///< of all changes
    std::vector<std::string> policies; ///< ids that are new, gone or changed, sorted
    std::size_t calls = 0;             ///< that were looked at
    std::size_t decided = 0;           ///< of these decided anew; the others cannot have changed

    [[nodiscard]] std::size_t count(ChangeKind kind) const { return counts.of(kind); }

    /// More changes than these are counted and not listed: an edit may change all calls of a store.
    static constexpr std::size_t kMostListed = 10'000;
};

/// Keeps the facts of recorded calls and decides again what an edit can touch. Immutable, shared
/// between threads.
///
/// Where verdicts do not depend on recorded authority the facts lie on tapes, some hundred bytes a
/// call: each verdict is asked for again, and the changed calls are read again for their rows.
/// Where they do, calls are kept with their authority, some kilobytes each. A policy that comes to
/// the same outcome before and after the edit changes no verdict: so both forms of the edited
/// policies are tried on every call, and only where they differ is the whole decided.
class ImpactAnalysis {
public:
    /// Reads and prepares all calls, on the recorded history (isolated); as long as a replay.
    /// Errors: as EventSource::events, Cancelled.
    [[nodiscard]] static Result<std::shared_ptr<const ImpactAnalysis>>
    prepare(std::shared_ptr<const decision::Setup> baseline,
            std::shared_ptr<const replay::EventSource> source, const JobControl& control = {},
            replay::Timing timing = replay::Timing::Continuous);

    /// As many calls of the setup as are reasonably kept.
    [[nodiscard]] static std::size_t mostCalls(const decision::Setup& setup);

    /// Errors: Usage when the edit changes the facts (see sharesFacts), or makes verdicts depend on
    /// recorded authority where none did (the first approval rule): prepare again, or compare().
    /// Cancelled.
    [[nodiscard]] Result<Impact> of(std::shared_ptr<const decision::Setup> edited,
                                    const JobControl& control = {},
                                    std::size_t mostListed = Impact::kMostListed) const;

    [[nodiscard]] const decision::Setup& baseline() const { return m_decider.setup(); }
    /// How many calls are kept, and in how many bytes (of tapes).
    [[nodiscard]] std::size_t calls() const { return m_calls.size() + m_taped.calls; }
    [[nodiscard]] std::size_t tapeBytes() const;

private:
    ImpactAnalysis(std::shared_ptr<const decision::Setup> baseline,
                   std::shared_ptr<const replay::EventSource> source);

    decision::Decider m_decider;
    std::shared_ptr<const replay::EventSource> m_source;
    std::string m_factsRevision;
    TapedCalls m_taped;
    std::vector<KeptCall> m_calls; ///< where verdicts depend on recorded authority
};

} // namespace remit::analysis
