// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/lexer.h"

#include <string_view>
#include <utility>
#include <vector>

namespace remit::cedar {

/// Comments of one token: those on the lines before it, and the one that ends its own line.
struct TokenComments {
    std::vector<std::string_view> leading;
    std::string_view trailing;
};

/// The tokens of a text with their comments. Each comment is handed out once.
class CommentedTokens {
public:
    CommentedTokens(std::string_view text, LexedText lexed);

    [[nodiscard]] const Token& operator[](std::size_t index) const { return m_tokens[index]; }
    [[nodiscard]] std::size_t size() const { return m_tokens.size(); } ///< with End
    [[nodiscard]] std::string_view text(std::size_t index) const;

    TokenComments takeComments(std::size_t index);
    std::vector<std::string_view> takeLeading(std::size_t index);
    /// The token will not be printed: its comments go before the next one.
    void drop(std::size_t index);
    /// Comments after the last token.
    [[nodiscard]] const std::vector<std::string_view>& closing() const
    {
        return m_comments.back().leading;
    }

private:
    std::string_view m_text;
    std::vector<Token> m_tokens;
    std::vector<TokenComments> m_comments;
};

} // namespace remit::cedar
