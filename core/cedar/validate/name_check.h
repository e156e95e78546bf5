// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/policy_set.h"
#include "core/cedar/validate/problems.h"

namespace remit::cedar {

/// Entity types, actions and enum ids that a policy names and the schema does not know, wherever in
/// scope and conditions they stand.
void checkNames(const Policy& policy, const Schema& schema, Problems& problems);

/// The same of an entity that a link fills a slot with. As in the reference, only its type is an
/// error; an id or action that is not declared can just never match.
void checkLinkedEntity(const EntityUid& uid, Span span, const Schema& schema, Problems& problems);

} // namespace remit::cedar
