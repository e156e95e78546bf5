// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mcp/type_builder.h"

#include <map>
#include <set>
#include <string>

namespace remit::mcp {

/// Full names of types and what they become.
using Renames = std::map<std::string, std::string>;

/// Entity types of the same name and content (enumerations; records of primitive and extension
/// types only) become one, in the nearest namespace that holds them all, unless `taken` has that
/// name there already. `base` is the namespace of everything.
[[nodiscard]] Renames deduplicate(std::vector<MadeEntity>& entities, const std::string& base,
                                  const std::set<std::string>& taken);

/// Moves every entity type into the base namespace: `tool_Input_name`.
[[nodiscard]] Renames flatten(std::vector<MadeEntity>& entities,
                              std::vector<MadeCommonType>& commonTypes, const std::string& base);

void rename(cedar::SchemaType& type, const Renames& renames);

[[nodiscard]] std::string fullName(const std::string& base, const Path& scope,
                                   const std::string& name);

} // namespace remit::mcp
