// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"

#include <string>
#include <string_view>

namespace remit::cedar {

struct FormatOptions {
    int width = 80; ///< columns that a line should not exceed
    int indent = 2; ///< columns of one level
};

struct Formatted {
    std::string text;        ///< the text as it was when there are diagnostics
    Diagnostics diagnostics; ///< codes parse/…: what does not parse is not formatted
    [[nodiscard]] bool ok() const { return diagnostics.empty(); }
};

/// Lays policies out as `cedar format` of the reference does, byte for byte. The meaning and every
/// comment stay, in their order; formatting twice changes nothing more.
///
/// Policies between the comments `// @formatter:off` and `// @formatter:on` stay as written; so
/// does a policy in which one of the two stands.
[[nodiscard]] Formatted format(std::string_view text, FormatOptions options = {},
                               std::string_view file = {});

} // namespace remit::cedar
