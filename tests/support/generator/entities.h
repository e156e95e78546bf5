// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/generator/world.h"

namespace remit::test {

/// Entity JSON of some entities of every type and of the actions; acyclic. A few lack a required
/// attribute, since nobody checks them here.
[[nodiscard]] std::string entitiesJson(Random& random, const World& world);

} // namespace remit::test
