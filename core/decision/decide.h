// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
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
///   0 request   the action is declared, the tool is the pinned one, the arguments conform
///   6 principal the workspace's policies allow the acting agent
/// With `Authority::NotModelled` the steps between are not decided and the triad says so.
namespace remit::decision {

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

    /// Whether a policy reads `context.provenance`: what a session's reducer has to keep.
    [[nodiscard]] KeepProvenance keepProvenance() const;

    /// `session`: the reducer over the events before the call of its session.
    [[nodiscard]] PreparedCall prepare(const RecordedCall& call,
                                       const SessionReducer& session) const;
    [[nodiscard]] CallVerdict decide(const RecordedCall& call, const PreparedCall& prepared,
                                     cedar::Scratch& scratch) const;
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
