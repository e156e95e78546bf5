// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace remit::cedar {

/// The text of one policy without blank lines, those inside strings excepted, and trimmed.
[[nodiscard]] std::string withoutBlankLines(std::string_view text);

} // namespace remit::cedar
