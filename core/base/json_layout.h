// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace remit {

struct JsonLayoutOptions {
    std::size_t width = 100; ///< columns that a line may fill, where it can be broken
    std::size_t indent = 2;
};

/// The document laid out: one member a line, arrays that fit on one line there, and objects too
/// that were written on one line; one empty line between members is kept. Nothing but blanks and
/// line breaks changes: strings, numbers and the order stay as they were written. Laying out twice
/// changes nothing more. The error (malformed) says where it is not JSON.
[[nodiscard]] Result<std::string> formatJson(std::string_view text, JsonLayoutOptions options = {});

} // namespace remit
