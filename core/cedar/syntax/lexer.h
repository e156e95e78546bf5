// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/problem_log.h"
#include "core/cedar/syntax/token.h"
#include "core/cedar/syntax/tree.h"

#include <string_view>
#include <vector>

namespace remit::cedar {

struct LexedText {
    std::vector<Token> tokens; ///< the last one is End, at the end of the text
    std::vector<Comment> comments;
};

/// Cuts Cedar text into tokens. What is no token is reported, once a run of such characters. Text
/// that is too large or not UTF-8 is reported and gives no tokens but End. Linear in the text.
[[nodiscard]] LexedText lex(std::string_view text, ProblemLog& problems);

/// The kind of a word: a reserved one or Identifier.
[[nodiscard]] TokenKind wordKind(std::string_view word);

} // namespace remit::cedar
