// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/tree.h"
#include "core/cedar/validate/environment.h"
#include "core/cedar/validate/problems.h"

#include <vector>

namespace remit::cedar {

/// Level validation (RFC 76): how many entities must be looked up in a chain from principal,
/// action, resource and context to evaluate the policy. `nodeTypes` are those of a check without
/// errors in that environment; what it never reached needs nothing.
void checkLevel(const Policy& policy, const Schema& schema, const RequestEnvironment& environment,
                const std::vector<TypePtr>& nodeTypes, int maxLevel, Problems& problems);

} // namespace remit::cedar
