// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/tree.h"

#include <string>
#include <vector>

namespace remit::mcp {

/// The facts of the decision model (semantics/1, "Facts") as common types of the base namespace.
[[nodiscard]] std::vector<cedar::CommonDeclaration> factTypes();

/// The type of `context.provenance` for a tool with these arguments.
[[nodiscard]] cedar::CommonDeclaration
provenanceType(const std::string& name, const std::vector<cedar::SchemaAttribute>& arguments);

/// The members that every context gets; those that a trace may lack are optional.
[[nodiscard]] std::vector<cedar::SchemaAttribute> factMembers(const std::string& provenanceName);

} // namespace remit::mcp
