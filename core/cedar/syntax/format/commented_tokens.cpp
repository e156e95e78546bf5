// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/format/commented_tokens.h"

namespace remit::cedar {
namespace {

std::string_view trimmedEnd(std::string_view comment)
{
    const std::size_t last = comment.find_last_not_of(" \t\v\f");
    return comment.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

} // namespace

/// A comment belongs to the token before it when it stands on the same line and is the first.
CommentedTokens::CommentedTokens(std::string_view text, LexedText lexed)
    : m_text(text), m_tokens(std::move(lexed.tokens)), m_comments(m_tokens.size())
{
    std::size_t token = 0;
    for (const Comment& comment : lexed.comments) {
        while (m_tokens[token].begin < comment.span.end && m_tokens[token].kind != TokenKind::End)
            ++token;
        const std::string_view written =
            trimmedEnd(text.substr(comment.span.begin, comment.span.size()));
        const bool first = token > 0 && m_comments[token - 1].trailing.empty() &&
                           m_comments[token].leading.empty();
        const std::uint32_t before = token > 0 ? m_tokens[token - 1].end : 0;
        const bool sameLine =
            first &&
            text.substr(before, comment.span.begin - before).find('\n') == std::string_view::npos;
        if (sameLine)
            m_comments[token - 1].trailing = written;
        else
            m_comments[token].leading.push_back(written);
    }
}

std::string_view CommentedTokens::text(std::size_t index) const
{
    const Token& token = m_tokens[index];
    return m_text.substr(token.begin, token.end - token.begin);
}

TokenComments CommentedTokens::takeComments(std::size_t index)
{
    return std::exchange(m_comments[index], {});
}

std::vector<std::string_view> CommentedTokens::takeLeading(std::size_t index)
{
    return std::exchange(m_comments[index].leading, {});
}

void CommentedTokens::drop(std::size_t index)
{
    TokenComments dropped = takeComments(index);
    if (!dropped.trailing.empty())
        dropped.leading.push_back(dropped.trailing);
    std::vector<std::string_view>& next = m_comments[index + 1].leading;
    next.insert(next.begin(), dropped.leading.begin(), dropped.leading.end());
}

} // namespace remit::cedar
