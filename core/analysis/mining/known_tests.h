// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/values/entity_uid.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Where policies look an argument up in an inventory: a set of known values that an entity keeps.
namespace remit::analysis {

/// `resource.known.contains(context.input.recipient)`, or with `containsAll` or `containsAny`: on
/// the resource, the principal, the action, or an entity named in the policy.
struct KnownTest {
    enum class Owner : std::uint8_t { Principal, Action, Resource, Named };
    std::uint32_t policy = 0; ///< of the program
    Owner owner = Owner::Resource;
    cedar::EntityUid named; ///< for Owner::Named
    std::string attribute;
    std::vector<std::string> argument; ///< below `context.input`; never empty
};

/// Of the permits of a program, in the order of policies and of the text.
[[nodiscard]] std::vector<KnownTest> knownTests(const cedar::Program& program);

/// The strings that the arguments give for that test: the argument's, or those of its elements.
[[nodiscard]] std::vector<std::string> valuesFor(const KnownTest& test, const JsonValue& arguments);

/// Could the policy's scope hold for this action? Principal and resource are left open.
[[nodiscard]] bool mayConcern(const cedar::Policy& policy, const cedar::EntityUid& action);

} // namespace remit::analysis
