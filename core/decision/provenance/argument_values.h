// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"

#include <cstdint>
#include <string>
#include <vector>

namespace remit::decision {

/// A scalar somewhere below an argument, as provenance compares it.
struct ScalarValue {
    std::uint32_t argument = 0; ///< index among the names
    std::string words;          ///< see wordsOf; empty when it has none, and occurs nowhere
    bool weak = false;          ///< a boolean, null, or a number or string of under four characters
    bool operator==(const ScalarValue&) const = default;
};

/// The arguments of one call, taken apart.
struct ArgumentValues {
    std::vector<std::string> names;   ///< the arguments given, sorted bytewise
    std::vector<ScalarValue> scalars; ///< of the first argument first, in the order written
};

[[nodiscard]] ArgumentValues argumentValues(const JsonValue& object);

/// The words of one scalar: by value for a number, `true`, `false` and `null` for these.
[[nodiscard]] ScalarValue scalarValue(const JsonValue& scalar);

} // namespace remit::decision
