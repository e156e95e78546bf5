// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/arguments.h"

#include <string>
#include <vector>

namespace remit::decision {

/// Checks a tool's arguments against the JSON Schema that its `tools/list` entry declares
/// (`inputSchema`). What tool schemas use of JSON Schema 2020-12 is checked: type, enum, const,
/// properties, required, additionalProperties, minProperties, maxProperties, items, minItems,
/// maxItems, minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, anyOf,
/// oneOf, allOf, not, and $ref within the document. Other keywords (pattern, format) constrain
/// nothing here.
/// Gives one sentence for each place that does not conform, at most kMisfits.
/// Withheld values conform to everything.
[[nodiscard]] std::vector<std::string>
misfits(const JsonValue& arguments, const JsonValue& inputSchema, const Withheld& withheld = {});

inline constexpr std::size_t kMisfits = 8;

} // namespace remit::decision
