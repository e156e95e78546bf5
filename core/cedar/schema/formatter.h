// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace remit::cedar {

struct SchemaFormatOptions {
    int lineWidth = 80; ///< lists over it are broken, one element a line
    int indentWidth = 2;
};

/// Lays out a schema text anew: same tokens, same comments in the same order; formatting twice
/// changes nothing more. Regions between `// @formatter:off` and `// @formatter:on` stay as they
/// are. Error (Malformed): the text does not parse; the message is the first diagnostic's.
[[nodiscard]] Result<std::string> formatSchema(std::string_view text,
                                               const SchemaFormatOptions& options = {});

} // namespace remit::cedar
