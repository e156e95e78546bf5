// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cedar/entities/entity_index.h"

namespace remit::cedar {

/// Fills the index of a store's entities, which must not move any more. Error (Invalid): a cycle
/// of parents; (TooLarge): limits::kAncestorEntries.
[[nodiscard]] Result<> indexEntities(std::span<const Entity> entities, EntityStore::Index& index);

} // namespace remit::cedar
