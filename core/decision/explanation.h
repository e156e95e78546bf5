// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/explanation.h"
#include "core/decision/decide.h"
#include "core/decision/provenance/origins.h"
#include "core/decision/replay_story.h"

#include <optional>
#include <string>
#include <vector>

/// Why a call was decided as it was, in a form that can be shown: what `remit explain` prints and
/// what the inspector draws. All of it comes out of the one evaluator's listener.
namespace remit::decision {

/// A sub-expression and what it came to in this evaluation.
struct NamedValue {
    Span span;         ///< in the policy's file
    std::string text;  ///< as written: `context.input.amount`
    std::string value; ///< Cedar text of the value, or the error's message
    bool error = false;
};

enum class ClauseOutcome : std::uint8_t { Holds, Fails, Error, NotReached, SetAside };

/// A part of a policy that can hold or fail by itself: a scope constraint, or one conjunct of a
/// `when` (`unless`) condition.
struct Clause {
    enum class Place : std::uint8_t { Principal, Action, Resource, When, Unless };
    Place place = Place::When;
    Span span;
    std::string text; ///< as written
    /// Whether the clause is as the policy needs it: a conjunct of `unless` *fails* when the whole
    /// `unless` condition is true.
    ClauseOutcome outcome = ClauseOutcome::NotReached;
    std::vector<NamedValue> values;   ///< the reads in it, in the order written
    std::vector<std::string> unknown; ///< facts that it reads and that were not recorded
};

struct PolicyStory {
    std::string id;
    std::string title;  ///< @title, may be empty
    std::string reason; ///< @reason, may be empty
    std::string file;
    Span span;         ///< of the policy in its file
    Position position; ///< where it begins there
    bool forbid = false;
    cedar::PolicyOutcome outcome = cedar::PolicyOutcome::NotSatisfied;
    std::vector<Clause> clauses; ///< scope first, then the conditions in the order written
    std::string error;           ///< when the outcome is Error

    /// The first clause that does not hold, or nullptr.
    [[nodiscard]] const Clause* firstFailing() const;
};

/// One argument or fact as a row of a table.
struct FactRow {
    std::string name;  ///< "input.amount", "session.labels", "now"
    std::string value; ///< Cedar text; empty when not known
    bool known = true;
    bool read = false; ///< some policy whose scope matches reads it
};

enum class StepState : std::uint8_t { Holds, Fails, Unknown, NotDecided };

/// What the policies of one set say of the call for one principal.
struct EvaluationStory {
    std::string principal; ///< uid text; empty: not recorded
    StepState state = StepState::Holds;
    bool assumed = false;              ///< the root is taken to be entitled; nothing was evaluated
    std::vector<PolicyStory> deciding; ///< what made the outcome: forbids, else permits
    /// For a default deny: the permits that came nearest, best first (most clauses held before the
    /// first that failed; those for this action before others; then in policy order).
    std::vector<PolicyStory> nearest;
    std::vector<PolicyStory> setAside; ///< scope matches, and a fact that they need is unknown
    std::vector<PolicyStory> skipped;  ///< ended with an error (R7)
};

/// One step of the procedure, 0 to 7.
struct StepStory {
    int step = 0;
    std::string name; ///< "identity"
    StepState state = StepState::Holds;
    std::string message; ///< one sentence
};

/// One grant of the chain.
struct HopStory {
    std::size_t hop = 1; ///< from 1, root first
    std::string grant;
    std::string from; ///< uid text
    std::string to;
    std::string task;
    Instant begins; ///< validity by its own dates
    Instant ends;
    bool active = true;
    std::string activity;  ///< "is active", "is expired" …
    EvaluationStory scope; ///< what it hands on
};

/// In which modes the call was replayed, and which other call of its session that hangs on.
struct ModesStory {
    bool consequential = false;
    bool frontLoaded = false;
    std::optional<StoppedBy> stoppedBy; ///< the call is unreachable, since this one was stopped
    /// Front-loaded: the call that steps 1 to 4 were decided on (it may be this one).
    std::string authorityRun;
    std::optional<std::int64_t> authorityStep;

    /// "isolated, continuous": as the options of `remit replay` name them.
    [[nodiscard]] std::string text() const;
    /// What the modes made of this call, in sentences; empty where they made nothing of it.
    [[nodiscard]] std::string consequence(const CallVerdict& call) const;
};

struct Explanation {
    CallVerdict verdict;
    ModesStory modes;
    std::string sentence; ///< "Denied: no permit for Agent::"x"; the nearest one, *id*, fails at …"
    std::vector<std::string> triad; ///< three sentences: authenticated, delegated, permitted
    bool modelled = false;          ///< authority is, so steps 1 to 5 were decided
    std::vector<StepStory> steps;   ///< all eight, in order
    std::vector<HopStory> chain;    ///< the chain that was chosen, root first; may be empty
    /// Step 6: the principals of the chain, root first; without a chain the agent alone.
    std::vector<EvaluationStory> principals;
    /// The evaluation that the sentence speaks of: the first that fails, else the agent's.
    std::vector<PolicyStory> deciding;
    std::vector<PolicyStory> nearest;
    std::vector<PolicyStory> setAside;
    std::vector<PolicyStory> skipped; ///< of all evaluations
    std::vector<std::string> ignored; ///< recorded events that would add authority and do not (R9)
    std::vector<FactRow> arguments;
    std::vector<FactRow> facts;        ///< all but the arguments
    std::vector<ValueOrigins> origins; ///< of the arguments; see the second form of explain()
};

inline constexpr std::size_t kNearestPermits = 3;

/// `context`: what the traces say about authority by the time of the call. `replay`: how the replay
/// came to it, whose verdict is told; a call that it never reached has no steps and no policies.
[[nodiscard]] Explanation explain(const Decider& decider, const RecordedCall& call,
                                  const SessionReducer& session, const AuthorityContext& context,
                                  cedar::Scratch& scratch, const ReplayStory& replay = {});
[[nodiscard]] inline Explanation explain(const Decider& decider, const RecordedCall& call,
                                         const SessionReducer& session, cedar::Scratch& scratch)
{
    return explain(decider, call, session, AuthorityContext(), scratch);
}

/// With the origins of the arguments, too. `events` are those of the session, in its order, of
/// which `session` has taken in all before the call.
[[nodiscard]] Explanation explain(const Decider& decider, const RecordedCall& call,
                                  const SessionReducer& session, const AuthorityContext& context,
                                  std::span<const trace::Event> events, cedar::Scratch& scratch,
                                  const ReplayStory& replay = {});

/// The text of `remit explain`.
[[nodiscard]] std::string rendered(const Explanation& explanation, bool colour = false);
/// Its machine form: one JSON object.
[[nodiscard]] std::string toJson(const Explanation& explanation, const Setup& setup);

} // namespace remit::decision
