// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/model.h"

#include <vector>

namespace remit::assist {

/// A bracket of a text and its partner; those without one are left out.
struct BracketPair {
    Span open;
    Span close;
};

/// All pairs of a file, by the opening bracket. Strings and comments do not count.
[[nodiscard]] std::vector<BracketPair> bracketPairs(const ModelFile& file);

/// The comments of a file (JSON has none), by place.
[[nodiscard]] std::vector<Span> comments(const ModelFile& file);

} // namespace remit::assist
