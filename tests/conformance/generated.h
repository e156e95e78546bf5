// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cedar/engine/authorizer.h"
#include "core/cedar/syntax/policy_set.h"
#include "tests/support/cedar_generator.h"

#include <memory>
#include <vector>

namespace remit::conformance {

/// A generated case, read by our own readers.
struct BuiltCase {
    cedar::PolicySet policies;
    std::shared_ptr<const cedar::EntityStore> entities;
    std::vector<cedar::Request> requests;
};

/// Error: what the generator made and we could not read, with its place.
[[nodiscard]] Result<BuiltCase> build(const test::GeneratedCase& made);

} // namespace remit::conformance
