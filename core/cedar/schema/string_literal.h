// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace remit::cedar {

/// The content of a string literal without its quotes: `\" \' \\ \n \r \t \0 \xHH \u{…}`. The error
/// is one sentence.
[[nodiscard]] tl::expected<std::string, std::string> unescaped(std::string_view literal);

} // namespace remit::cedar
