// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/coverage/coverage.h"

/// Private to the room: coverage of what is no part of a policy's text.
namespace remit::analysis {

/// Every action that a request can have: of the schema, else those that the calls have.
[[nodiscard]] std::vector<CoveredThing> coveredActions(const CoverageInput& input);
/// Every grant; covered where the chain that decided a call goes through it.
[[nodiscard]] std::vector<CoveredThing> coveredGrants(const CoverageInput& input);
/// Every finding; covered where a decided call touches what it is chiefly about.
[[nodiscard]] std::vector<CoveredThing> coveredFindings(const CoverageInput& input);

} // namespace remit::analysis
