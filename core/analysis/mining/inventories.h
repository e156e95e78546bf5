// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/mining/known_tests.h"
#include "core/analysis/mining/observed_calls.h"
#include "core/analysis/mining/support.h"
#include "core/cedar/entities/entity_store.h"

#include <cstdint>
#include <string>
#include <vector>

/// Inventories mined from recorded work.
///
/// The rule: a value is proposed when a successful call of the chosen runs used it, the workspace
/// denies that call for want of a permit, a permit for its action looks the value up in an
/// inventory, and with all proposed values of that call in it the call is allowed. So an inventory
/// holds only what the rest of the policy would deny.
namespace remit::analysis {

struct KnownValue {
    std::string text;
    std::int64_t calls = 0; ///< that used it and would be allowed by it
    std::int64_t runs = 0;
    std::string run; ///< the first of these calls
    std::int64_t step = 0;
};

struct Inventory {
    cedar::EntityUid owner;
    std::string attribute;
    std::vector<KnownValue> values; ///< by text
    Support support; ///< of its uses: by how many calls a value was used that others used too
    /// Values of the same form as a proposed one, found in the results that it came from. Without
    /// evidence of use: kept apart, and taken only where the user says so.
    std::vector<std::string> siblings;
};

struct InventoryProposal {
    std::vector<std::string> attributes; ///< that policies look values up in, sorted
    std::vector<Inventory> inventories;  ///< by owner and attribute
    std::int64_t runs = 0;               ///< that were evidence
    std::int64_t calls = 0;
    std::int64_t denied = 0;        ///< for want of a permit
    std::int64_t covered = 0;       ///< of these, allowed under the proposal
    std::int64_t withoutResult = 0; ///< calls left out: nobody recorded how they ended
};

struct InventoryOptions {
    RunChoice choice;
    bool siblings = false; ///< look for them
};

/// Errors: those of observedCalls.
[[nodiscard]] Result<InventoryProposal> mineInventories(const decision::Decider& decider,
                                                        const replay::EventSource& source,
                                                        const InventoryOptions& options,
                                                        const JobControl& job = {});

/// Every entity of the store that keeps an inventory, with the proposed values added to its sets
/// (siblings too where `withSiblings`), by uid. Entities that are new to the store are among them.
[[nodiscard]] std::vector<cedar::Entity> withInventories(const cedar::EntityStore& entities,
                                                         const InventoryProposal& proposal,
                                                         bool withSiblings);

} // namespace remit::analysis
