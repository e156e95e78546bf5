// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/entities/entity_store.h"
#include "core/decision/setup.h"
#include "core/decision/verdict.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// Private to the room: setups in which more is known.
namespace remit::analysis {

using KnownKey = std::pair<cedar::EntityUid, std::string>; ///< owner and attribute
/// By inventory: values to be known.
using KnownValues = std::map<KnownKey, std::set<std::string>>;

/// The entities that keep these inventories, with the values added to their sets; by uid.
[[nodiscard]] std::vector<cedar::Entity> withKnown(const cedar::EntityStore& entities,
                                                   const KnownValues& values);
/// The setup with the values known. Errors: those of the entity store.
[[nodiscard]] Result<std::shared_ptr<const decision::Setup>>
setupWithKnown(const decision::Setup& setup, const KnownValues& values);

/// Denied, and for nothing but that no policy permits it.
[[nodiscard]] bool isWantOfPermit(const decision::CallVerdict& verdict);

} // namespace remit::analysis
