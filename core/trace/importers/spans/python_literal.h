// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"

#include <optional>
#include <string_view>

namespace remit::trace {

/// The value that a Python literal writes, as `str(dict)` prints it and agent frameworks log it:
/// `{'query': 'example', 'n': 3, 'all': True}`. Lists, tuples and sets become arrays, None null.
/// Nothing for anything else: a name, a call, a number that JSON cannot write, a key that is no
/// string, trailing text, nesting over limits::kJsonNesting.
[[nodiscard]] std::optional<JsonValue> parsePythonLiteral(std::string_view text);

} // namespace remit::trace
