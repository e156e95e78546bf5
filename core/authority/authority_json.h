// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/objects.h"
#include "core/base/diagnostic.h"
#include "core/base/strict_json.h"
#include "core/cedar/entities/entity_store.h"

#include <string_view>
#include <vector>

/// The files of tasks/, credentials/ and grants/: one object, or a list of them. Strict: unknown
/// members, wrong kinds and impossible values are diagnostics (`authority/…`, `json/…`) with their
/// place; objects that could not be read in full are left out, the others stay.
namespace remit::authority {

[[nodiscard]] std::vector<Task> readTasks(std::string_view text, std::string_view file,
                                          Diagnostics& diagnostics);
[[nodiscard]] std::vector<Credential> readCredentials(std::string_view text, std::string_view file,
                                                      Diagnostics& diagnostics);
[[nodiscard]] std::vector<Grant> readGrants(std::string_view text, std::string_view file,
                                            Diagnostics& diagnostics);

/// Agents and service accounts among the entities, by their types: attributes `profile` (String),
/// `owner` (a human) and `workloads` (Set of SPIFFE IDs). What does not fit is a diagnostic.
[[nodiscard]] std::vector<Actor> readActors(const cedar::EntityStore& entities,
                                            const std::vector<std::string>& actorTypes,
                                            Diagnostics& diagnostics);

} // namespace remit::authority
