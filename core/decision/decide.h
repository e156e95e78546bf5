// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/decision/authority_context.h"
#include "core/decision/facts.h"
#include "core/decision/session_facts.h"
#include "core/decision/setup.h"
#include "core/decision/verdict.h"
#include "core/trace/event.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The decision procedure (semantics, "The decision"): what a policy revision says about one
/// recorded call. Steps in their order, each a function of its own below core/decision/steps/:
///   0 request     the action is declared, the tool is the pinned one, the arguments conform
///   1 identity    the credential exists and is the workload's that presented it
///   2 credential  it is valid, and issued for this task to somebody on the chain
///   3 task        the task version is active
///   4 chain       a well-formed, active chain of grants of the right requester reaches the agent
///   5 grant i     every grant's scope allows the call
///   6 principal p the workspace's policies allow it to everybody on the chain
///   7 approval    those have approved it whom the policies demand
/// `prepare` takes step 0 and computes the facts; `decideAuthority` takes steps 1 to 4, `decide`
/// the rest, on every chain that counts, and states the best. All are evaluated whatever fails; the
/// first that fails names the crossing. A step that fails for certain denies, whatever is unknown;
/// else a step that is unknown makes the call undecidable (R6).
/// With `Authority::NotModelled` steps 1 to 5 are not decided and the triad says so.
namespace remit::decision {

struct AuthorityPart; // core/decision/authority_part.h
struct Presented;     // core/decision/steps/presented.h

/// A call as the trace has it.
struct RecordedCall {
    const trace::Event* event = nullptr;    ///< its body is a trace::Call
    const trace::RunStart* start = nullptr; ///< of its run; null where none was recorded
    std::int64_t step = 0;                  ///< counts the calls of the run from 0

    [[nodiscard]] const trace::Call& call() const { return std::get<trace::Call>(event->body); }
};

/// A recorded call as the workspace understands it: what is asked of Cedar, before any policy.
struct PreparedCall {
    cedar::EntityUid principal;
    bool principalKnown = true; ///< false: the trace names no agent
    cedar::EntityUid action;
    cedar::EntityUid resource;
    bool resourceKnown = true; ///< false: it comes from an argument that was not recorded
    bool resourceMade = true;  ///< false: the argument that names it is missing or no scalar
    Facts facts;
    std::vector<Crossing> requestCrossings; ///< step 0
    std::vector<std::string> notes;
    std::vector<std::string> resultLabels; ///< that its result carries: of its tool and resource
    const ToolRule* rule = nullptr;        ///< of the setup, for its tool; null: none
    /// The values of its arguments, for the session's reducer; null when none were recorded or no
    /// provenance is kept.
    std::shared_ptr<const ArgumentValues> values;
};

/// Decides calls under one setup. Immutable after construction and shared between threads; each
/// thread brings its own Scratch.
class Decider {
public:
    explicit Decider(std::shared_ptr<const Setup> setup);
    ~Decider();
    Decider(Decider&&) noexcept;
    Decider& operator=(Decider&&) noexcept;

    [[nodiscard]] const Setup& setup() const;
    /// The setup's tasks, credentials and grants; empty where it has none. Never null.
    [[nodiscard]] std::shared_ptr<const authority::Registry> registry() const;
    /// Does anything depend on what the traces say about authority: grants, or approval rules?
    [[nodiscard]] bool looksAtAuthority() const;

    /// Whether a policy reads `context.provenance`: what a session's reducer has to keep.
    [[nodiscard]] KeepProvenance keepProvenance() const;

    /// `session`: the reducer over the events before the call of its session.
    [[nodiscard]] PreparedCall prepare(const RecordedCall& call,
                                       const SessionReducer& session) const;
    /// Steps 1 to 4. Continuous replay asks for each call; front-loaded replay asks at an agent's
    /// first call and decides the later ones on the same part.
    [[nodiscard]] AuthorityPart decideAuthority(const RecordedCall& call,
                                                const PreparedCall& prepared,
                                                const AuthorityContext& context) const;
    /// Steps 5 to 7 on the chains of that part, and the whole verdict.
    [[nodiscard]] CallVerdict decide(const RecordedCall& call, const PreparedCall& prepared,
                                     const AuthorityPart& part, const AuthorityContext& context,
                                     cedar::Scratch& scratch) const;
    /// Both. With the verdict as known then (R4) where events were recorded late.
    [[nodiscard]] CallVerdict decide(const RecordedCall& call, const PreparedCall& prepared,
                                     const AuthorityContext& context,
                                     cedar::Scratch& scratch) const;
    /// Without any evidence from traces beside the call itself.
    [[nodiscard]] CallVerdict decide(const RecordedCall& call, const PreparedCall& prepared,
                                     cedar::Scratch& scratch) const
    {
        return decide(call, prepared, AuthorityContext(), scratch);
    }
    [[nodiscard]] CallVerdict decide(const RecordedCall& call, const SessionReducer& session,
                                     cedar::Scratch& scratch) const
    {
        return decide(call, prepare(call, session), scratch);
    }

    /// The row of a call that was never decided, since an earlier one of its agent was stopped.
    [[nodiscard]] CallVerdict unreachable(const RecordedCall& call,
                                          const PreparedCall& prepared) const;

    /// What the room itself looks things up in (core/decision/index.h).
    struct Index;
    [[nodiscard]] const Index& index() const;
    /// What steps 1 to 4 look at. Private to the room.
    [[nodiscard]] Presented presented(const RecordedCall& call, const PreparedCall& prepared,
                                      const AuthorityContext& context) const;

private:
    std::shared_ptr<const Setup> m_setup;
    std::unique_ptr<const Index> m_index;
};

/// The entity that a name in a trace stands for: Cedar uid text as it is, else a bare name as an
/// entity of `defaultType`.
[[nodiscard]] cedar::EntityUid principalOf(std::string_view recorded, std::string_view defaultType);

/// "sha256:…" over every part of the setup that a verdict depends on. Independent of file names.
[[nodiscard]] std::string revisionOf(const Setup& setup, std::string_view schemaText = {});

} // namespace remit::decision
