// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/estate.h"
#include "core/base/result.h"
#include "core/decision/setup.h"

#include <vector>

namespace remit::analysis {

/// What questions about delegation are asked of, made from a workspace's setup.
///
/// The inventory holds every tool of the lists and of the mapping's rules by name, on its fixed
/// resource or on every entity of the type that its rule names; and every action of the schema that
/// belongs to no tool, on every entity that it applies to. A resource that is made from an argument
/// and stands in no entities file is not in it (replay notes it as `novel-data`).
///
/// Error (TooLarge): more accesses than authority::Inventory::kMaxAccesses.
[[nodiscard]] Result<authority::Estate> estateOf(const decision::Setup& setup);

} // namespace remit::analysis
