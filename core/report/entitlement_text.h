// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/blast_radius.h"
#include "core/authority/entitlement.h"

#include <string>

/// Entitlement and blast radius for people and for machines.
namespace remit::report {

[[nodiscard]] std::string entitlementText(authority::Reaches& reaches,
                                          const authority::Entitlement& entitlement);
[[nodiscard]] std::string entitlementJson(authority::Reaches& reaches,
                                          const authority::Entitlement& entitlement);
[[nodiscard]] std::string blastText(const authority::BlastRadius& blast,
                                    const authority::Inventory& inventory, Instant time);
[[nodiscard]] std::string blastJson(const authority::BlastRadius& blast,
                                    const authority::Inventory& inventory, Instant time);

/// Why a holding gives nothing at the time; empty when it does: "grant g1 is expired".
[[nodiscard]] std::string inactiveBecause(authority::Reaches& reaches,
                                          const authority::Holding& holding);

} // namespace remit::report
