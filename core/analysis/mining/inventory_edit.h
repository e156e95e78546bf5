// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/mining/inventories.h"
#include "core/base/edit.h"
#include "core/decision/setup.h"

#include <map>
#include <string>
#include <vector>

/// Mined inventories as a change of the workspace, and what it would do.
namespace remit::analysis {

/// Values that the user takes into one inventory.
struct InventoryAddition {
    cedar::EntityUid owner;
    std::string attribute;
    std::vector<std::string> values;
};

/// Where entities go that no file has yet.
inline constexpr const char* kMinedEntitiesFile = "entities/mined.json";

/// Adds the values to the sets in the entity files (text by path), in the style of each file; every
/// other byte stays. Values that are there already are not added again. An entity that no file has
/// is made in kMinedEntitiesFile; a set that an entity lacks is made.
[[nodiscard]] WorkspaceEdit inventoryEdit(const std::map<std::string, std::string>& files,
                                          const std::vector<InventoryAddition>& additions);

/// What the additions would do to the recorded calls.
struct InventoryTrial {
    std::int64_t wanting = 0; ///< successful calls that are denied now, for want of a permit
    /// Of these, denied still: by run and step.
    std::vector<decision::CallVerdict> denied;
};

/// Errors: as observedCalls; those of an entity store that cannot be built.
[[nodiscard]] Result<InventoryTrial> tryInventories(const decision::Decider& decider,
                                                    const replay::EventSource& source,
                                                    const std::vector<InventoryAddition>& additions,
                                                    const JobControl& job = {});

} // namespace remit::analysis
