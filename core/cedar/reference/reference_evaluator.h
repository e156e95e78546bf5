// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/cedar/syntax/policy_set.h"

/// The tests' oracle: walks the tree, one obvious function for each rule, no index, nothing shared
/// with the engine but values and extension functions. Programs never use it.
namespace remit::cedar::reference {

[[nodiscard]] Response authorize(const PolicySet& set, const EntityStore& entities,
                                 const Request& request);

} // namespace remit::cedar::reference
