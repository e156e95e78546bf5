// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/cedar/syntax/policy_set.h"

/// The tests' oracle: walks the tree, one obvious function for each rule, no index, nothing shared
/// with the engine but values and extension functions. Programs never use it.
///
/// The rules are those of syntax/tree.h and Cedar 4.5. Error kinds and their order are Cedar's:
/// operands from left to right, the first error wins, and types are looked at once all operands of
/// an operator have their values.
namespace remit::cedar::reference {

[[nodiscard]] Response authorize(const PolicySet& set, const EntityStore& entities,
                                 const Request& request);

} // namespace remit::cedar::reference
