// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"

#include <string>
#include <string_view>

namespace remit {

/// The value that an RFC 6901 pointer names, or nullptr. Array elements by index.
[[nodiscard]] const JsonValue* atPointer(const JsonValue& root, std::string_view pointer);

/// A token of a pointer as the name that it stands for: `~1` is `/` and `~0` is `~`.
[[nodiscard]] std::string unescapedToken(std::string_view token);

/// Adds a name to a pointer, escaped.
void appendToken(std::string& pointer, std::string_view name);

} // namespace remit
