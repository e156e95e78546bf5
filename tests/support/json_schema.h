// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"

#include <string>
#include <vector>

/// Just enough JSON Schema (2020-12) to hold resources/schemas/ against the readers, which are the
/// authority: type, const, enum, pattern, minLength, required, properties, additionalProperties,
/// items, oneOf, $ref into $defs, and the schema `false`.
namespace remit::test {

/// Empty where the value is valid, else where and why it is not. Throws std::runtime_error on a
/// keyword that it does not know, so that a schema cannot say more than is checked.
std::string schemaViolation(const JsonValue& schema, const JsonValue& value);

/// The value with one thing changed, and what it was.
struct Mutant {
    std::string what;
    JsonValue value;
};

/// Every member left out, an unknown member in every object, every value replaced by one of each
/// other kind and by an odd string.
std::vector<Mutant> mutants(const JsonValue& value);

} // namespace remit::test
