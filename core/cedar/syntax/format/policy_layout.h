// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/format/commented_tokens.h"
#include "core/cedar/syntax/format/layout.h"

#include <string_view>
#include <vector>

namespace remit::cedar {

/// Turns the tokens of policies that parse without problems into documents, as `cedar format`
/// (Cedar 4.13) lays them out. Parentheses, quoting and escapes stay as they are written.
class PolicyLayout {
public:
    PolicyLayout(CommentedTokens& tokens, Layout& layout, int indent)
        : m_tokens(tokens), m_layout(layout), m_indent(indent)
    {}

    [[nodiscard]] bool atEnd() const { return kind() == TokenKind::End; }
    /// The next policy.
    Layout::Doc policy();

private:
    using Doc = Layout::Doc;

    // policy_layout.cpp
    Doc annotations();
    Doc annotation();
    Doc effect();
    Doc scope();
    Doc element(bool& constrained);
    Doc condition();

    // expression_layout.cpp
    Doc expression();
    Doc branch();
    Doc disjunction();
    Doc conjunction();
    Doc relation();
    Doc is(Doc target);
    Doc sum();
    Doc product();
    Doc unary();
    Doc member();
    Doc access();
    Doc primary();
    Doc name();
    Doc parenthesised();
    Doc set();
    Doc record();
    /// Items with commas between them, up to the closing bracket; a comma before it is dropped.
    template <class Item>
    Doc list(TokenKind close, Item item);

    // tokens and comments
    [[nodiscard]] TokenKind kind(std::size_t ahead = 0) const;
    [[nodiscard]] bool atRelation() const;
    /// The current token with its comments; goes on to the next one. `next` stands where a trailing
    /// comment would otherwise end the line.
    Doc token(Doc next = Layout::kNil);
    Doc leading(const std::vector<std::string_view>& comments);
    Doc trailing(std::string_view comment, Doc next = Layout::kNil);
    Doc nested(Doc doc) { return m_layout.nest(m_indent, doc); }

    CommentedTokens& m_tokens;
    Layout& m_layout;
    int m_indent;
    std::size_t m_at = 0;
};

} // namespace remit::cedar
