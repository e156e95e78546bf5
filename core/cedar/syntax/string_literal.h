// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/problem_log.h"
#include "core/cedar/syntax/tree.h"

#include <string>
#include <string_view>

namespace remit::cedar {

/// The content of a string literal. `literal` includes the quotes and begins at `offset` of the
/// text; bad escapes are reported there. Escapes: `\" \' \\ \n \r \t \0 \xHH (to 7F) \u{1–6 hex}`.
[[nodiscard]] std::string readStringLiteral(std::string_view literal, std::uint32_t offset,
                                            ProblemLog& problems);

/// The pattern of a `like`: as above, and `*` is a wildcard, `\*` a star.
[[nodiscard]] Pattern readPatternLiteral(std::string_view literal, std::uint32_t offset,
                                         ProblemLog& problems);

/// Cedar text of a pattern, with its quotes.
[[nodiscard]] std::string patternText(const Pattern& pattern);

} // namespace remit::cedar
