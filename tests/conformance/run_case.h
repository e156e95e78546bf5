// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/conformance/facets.h"
#include "tests/conformance/pack.h"

namespace remit::conformance {

/// Runs one case and counts it. `place` names it in differences. A case passes when nothing that
/// decides (all facets but Entities) failed.
[[nodiscard]] Tally runCase(const Case& recorded, const std::string& place);

} // namespace remit::conformance
