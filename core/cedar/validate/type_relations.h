// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/types.h"

#include <string>
#include <vector>

/// How types relate in strict mode: no width subtyping of records, no unions of entity types.
namespace remit::cedar {

/// The least type that holds the values of both, or null when the types are not compatible.
[[nodiscard]] TypePtr leastUpperBound(const TypePtr& a, const TypePtr& b);

/// The same of several, from left to right.
[[nodiscard]] TypePtr leastUpperBound(const std::vector<TypePtr>& types);

/// Why two types are not compatible: "Types must be exactly equal to be compatible." …
[[nodiscard]] std::string incompatibility(const Type& a, const Type& b);

} // namespace remit::cedar
