// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/cedar_generator.h"
#include "tests/support/generator/world.h"

namespace remit::test {

/// Adds one to six policies, and templates with links.
void makePolicies(Random& random, const World& world, GeneratedCase& made);

} // namespace remit::test
