// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/edit.h"

#include <string_view>
#include <vector>

namespace remit {

/// The edits that lay a text out anew, gap by gap: where two texts differ in their blanks and line
/// breaks alone, no other character is touched, so that carets and marks stay where they are. From
/// the first other difference on it is one edit, as `difference` gives it. For what a formatter
/// made of a text.
[[nodiscard]] std::vector<TextEdit> layoutEdits(std::string_view from, std::string_view to);

} // namespace remit
