// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/impact/recorded_calls.h"
#include "core/cedar/engine/program.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Private to the impact analysis: the policies that an edit changed, as small programs.
namespace remit::analysis {

/// The policies and links of `before` and `after` that are not in the other in the same words, with
/// their ids, sorted.
struct EditedPolicies {
    std::vector<std::string> ids;
    std::shared_ptr<const cedar::Program> before;
    std::shared_ptr<const cedar::Program> after;
    /// One of them reads facts of delegated authority, which differ from chain to chain.
    bool readsAuthority = false;
};
[[nodiscard]] EditedPolicies editedPolicies(const decision::Setup& before,
                                            const decision::Setup& after);

enum class PolicyState : std::uint8_t { Satisfied, Failed, SetAside };
/// What the policies of a small program come to for a call by that principal, by id; those that do
/// not hold are left out. Two programs that give the same say the same of the call.
using PolicyStates = std::vector<std::pair<std::string, PolicyState>>;
void statesOf(const cedar::Program& program, const cedar::EntityStore& entities,
              const KeptCall& call, const cedar::EntityUid& principal, cedar::Scratch& scratch,
              PolicyStates& states);

} // namespace remit::analysis
