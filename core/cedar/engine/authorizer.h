// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/evaluation_error.h"
#include "core/cedar/entities/entity_store.h"
#include "core/cedar/values/value.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

/// The one decision engine. Compile once, decide many: a Program is immutable and shared between
/// threads; each thread has a Scratch, which keeps its memory between calls.
///
/// Meaning (Cedar 4.5): a policy whose scope and conditions hold is satisfied. A satisfied forbid
/// denies, else a satisfied permit allows, else deny. A policy that errors is skipped and reported.
namespace remit::cedar {

class Program; // engine/program.h

enum class Decision { Allow, Deny };

/// What one Cedar request is made of. `context` is a record.
struct Request {
    EntityUid principal;
    EntityUid action;
    EntityUid resource;
    Value context = Value::record({});
};

struct PolicyError {
    std::string policy;
    EvaluationError error;
};

struct Response {
    Decision decision = Decision::Deny;
    std::vector<std::string> reasons; ///< ids of the deciding policies, in policy order
    std::vector<PolicyError> errors;  ///< in policy order
};

/// Working memory of one thread. Not shared; reused from call to call so that deciding does not
/// allocate in the steady state.
class Scratch {
public:
    Scratch();
    ~Scratch();
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;

    struct State;
    [[nodiscard]] State& state() { return *m_state; }

private:
    std::unique_ptr<State> m_state;
};

[[nodiscard]] Response authorize(const Program& program, const EntityStore& entities,
                                 const Request& request, Scratch& scratch);

/// What became of each policy, by its index in the program; nothing is left out. The decision
/// procedure (semantics R5, R6) builds on it.
struct Outcomes {
    std::vector<std::uint32_t> satisfiedPermits;
    std::vector<std::uint32_t> satisfiedForbids;
    struct Failed {
        std::uint32_t policy = 0;
        EvaluationError error;
    };
    std::vector<Failed> errors;
    /// Policies of `setAside` whose scope matches: they were not evaluated further.
    std::vector<std::uint32_t> setAside;
};

/// `setAside`: indices of policies, ascending, that are not to be evaluated because a fact they
/// need is unknown; only their scope is tried.
[[nodiscard]] Outcomes evaluateAll(const Program& program, const EntityStore& entities,
                                   const Request& request, std::span<const std::uint32_t> setAside,
                                   Scratch& scratch);

} // namespace remit::cedar
