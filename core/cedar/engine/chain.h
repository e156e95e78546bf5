// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/decide.h"

#include <span>
#include <vector>

/// Deciding one call along a delegation chain: the same action, resource and context for several
/// principals and several policy sets. A chain of n hops is n + 1 principals against the
/// workspace's set and one scope for each hop. One call of these does for all evaluations at once
/// what they share: the uids are looked up once, each member of the context is read once, and what
/// a program makes of action, resource and context is kept from principal to principal.
///
/// The meaning is that of `evaluateAll`, evaluation by evaluation.
namespace remit::cedar {

/// One question of the chain: what this program says of the call for this principal. What is
/// pointed at must outlive the answer.
struct Evaluation {
    const Program* program = nullptr;
    const EntityUid* principal = nullptr;
    /// As for `evaluateAll`: indices of the program's policies, ascending.
    std::span<const std::uint32_t> setAside = {};
};

/// One outcome for each evaluation, in their order. `call.principal` is not looked at. Evaluations
/// of one program are best put next to each other.
[[nodiscard]] std::vector<Outcomes> evaluateChain(std::span<const Evaluation> evaluations,
                                                  const EntityStore& entities, const Request& call,
                                                  Scratch& scratch);

/// An outcome as numbers: policies by their index in the evaluation's program, ascending.
struct ChainAnswer {
    Decision decision = Decision::Deny; ///< with the policies set aside left out
    std::span<const std::uint32_t> satisfiedPermits;
    std::span<const std::uint32_t> satisfiedForbids;
    std::span<const std::uint32_t> errors;
    std::span<const std::uint32_t> setAside; ///< those whose scope matches
};

/// As evaluateChain, without an allocation in the steady state. With Detail::DecisionOnly the
/// decisions are whole and the lists partial. Valid until the scratch's next use.
[[nodiscard]] std::span<const ChainAnswer> decideChain(std::span<const Evaluation> evaluations,
                                                       const EntityStore& entities,
                                                       const Request& call, Scratch& scratch,
                                                       Detail detail = Detail::Full);

} // namespace remit::cedar
