// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/policy_set.h"
#include "core/cedar/validate/problems.h"

namespace remit::cedar {

/// Entity types, actions and enum ids that a policy names and the schema does not know, wherever in
/// scope and conditions they stand.
void checkNames(const Policy& policy, const Schema& schema, Problems& problems);

/// The same of one entity.
void checkEntityName(const EntityUid& uid, Span span, const Schema& schema, Problems& problems);

} // namespace remit::cedar
