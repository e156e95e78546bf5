// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"

#include <string>
#include <unordered_map>

namespace remit::assist {

/// JSON laid out for reading, with the place of every value.
struct LaidOutJson {
    std::string
        text; ///< two blanks a level; what fits in a line stands in one; ends with a line feed
    std::unordered_map<const JsonValue*, Span> places; ///< of the values of the tree given
};

[[nodiscard]] LaidOutJson laidOut(const JsonValue& value);

} // namespace remit::assist
