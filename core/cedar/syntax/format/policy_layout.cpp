// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/format/policy_layout.h"

#include <algorithm>

namespace remit::cedar {

using Doc = Layout::Doc;

TokenKind PolicyLayout::kind(std::size_t ahead) const
{
    return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)].kind;
}

Doc PolicyLayout::leading(const std::vector<std::string_view>& comments)
{
    if (comments.empty())
        return Layout::kNil;
    Doc doc = m_layout.hardLine();
    for (const std::string_view comment : comments)
        doc = m_layout.concat(doc, m_layout.text(comment), m_layout.hardLine());
    return doc;
}

Doc PolicyLayout::trailing(std::string_view comment, Doc next)
{
    if (comment.empty())
        return next;
    return m_layout.concat(m_layout.space(), m_layout.text(comment), m_layout.hardLine());
}

Doc PolicyLayout::token(Doc next)
{
    const TokenComments comments = m_tokens.takeComments(m_at);
    std::string_view text = m_tokens.text(m_at);
    if (kind() == TokenKind::Number) // numbers are printed by value
        text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
    ++m_at;
    return m_layout.concat(leading(comments.leading), m_layout.text(text),
                           trailing(comments.trailing, next));
}

Doc PolicyLayout::annotation()
{
    const Doc at = token();
    if (kind(1) != TokenKind::OpenParen)
        return m_layout.append(at, token(m_layout.hardLine()));
    const Doc key = token();
    const Doc open = token();
    const Doc value = token();
    return m_layout.concat(at, key, open, value, token(m_layout.hardLine()));
}

Doc PolicyLayout::annotations()
{
    Doc doc = Layout::kNil;
    while (kind() == TokenKind::At)
        doc = m_layout.append(doc, annotation());
    return doc;
}

Doc PolicyLayout::effect()
{
    const Doc before = leading(m_tokens.takeLeading(m_at));
    const Doc effect = token();
    return m_layout.append(before,
                           m_layout.group(m_layout.concat(effect, m_layout.line(), token())));
}

/// `principal …`, `action …` or `resource …`, up to before the comma or the parenthesis.
Doc PolicyLayout::element(bool& constrained)
{
    const TokenComments start = m_tokens.takeComments(m_at);
    const Doc variable =
        m_layout.append(m_layout.text(m_tokens.text(m_at)), trailing(start.trailing));
    const Doc before = leading(start.leading);
    ++m_at;
    Doc type = Layout::kNil;
    if (kind() == TokenKind::Is) {
        constrained = true;
        const Doc is = m_layout.group(m_layout.append(m_layout.line(), token()));
        type = m_layout.group(nested(m_layout.concat(is, m_layout.line(), name())));
    }
    if (kind() != TokenKind::Equal && kind() != TokenKind::In)
        return m_layout.concat(before, variable, type);
    constrained = true;
    const Doc head = m_layout.group(m_layout.concat(variable, type, m_layout.line(), token()));
    const Doc right = nested(m_layout.append(m_layout.line(), sum()));
    return m_layout.append(before, m_layout.group(m_layout.append(head, right)));
}

Doc PolicyLayout::scope()
{
    bool constrained = false;
    std::vector<Doc> elements;
    std::vector<TokenComments> commas;
    while (kind() != TokenKind::CloseParen) {
        elements.push_back(element(constrained));
        if (kind() != TokenKind::Comma)
            break;
        if (kind(1) == TokenKind::CloseParen)
            m_tokens.drop(m_at);
        else
            commas.push_back(m_tokens.takeComments(m_at));
        ++m_at;
    }
    const Doc separator = constrained ? m_layout.hardLine() : m_layout.space();
    Doc doc = Layout::kNil;
    for (std::size_t i = 0; i < elements.size(); ++i) {
        doc = m_layout.append(doc, elements[i]);
        if (i < commas.size())
            doc = m_layout.concat(doc, leading(commas[i].leading), m_layout.text(","),
                                  trailing(commas[i].trailing, separator));
    }
    if (!constrained)
        return m_layout.group(nested(doc));
    return m_layout.append(nested(m_layout.append(m_layout.hardLine(), doc)), m_layout.hardLine());
}

Doc PolicyLayout::condition()
{
    const Doc before = leading(m_tokens.takeLeading(m_at));
    const Doc keyword = token();
    const TokenComments brace = m_tokens.takeComments(m_at++);
    const Doc open = m_layout.append(leading(brace.leading), m_layout.text("{"));
    const Doc expressionComment = leading(m_tokens.takeLeading(m_at));
    const Doc body = m_layout.append(expressionComment, m_layout.group(expression()));
    const Doc close = token();
    const Doc inner = m_layout.group(m_layout.concat(trailing(brace.trailing),
                                                     nested(m_layout.append(m_layout.line(), body)),
                                                     m_layout.line(), close));
    return m_layout.append(before,
                           m_layout.group(m_layout.concat(keyword, m_layout.line(), open, inner)));
}

Doc PolicyLayout::policy()
{
    Doc doc = annotations();
    doc = m_layout.append(doc, effect());
    doc = m_layout.append(doc, scope());
    const bool conditions = kind(1) != TokenKind::Semicolon;
    doc = m_layout.append(doc, token(conditions ? m_layout.hardLine() : Layout::kNil));
    for (bool first = true; kind() != TokenKind::Semicolon; first = false) {
        if (!first)
            doc = m_layout.append(doc, m_layout.hardLine());
        doc = m_layout.append(doc, condition());
    }
    return m_layout.append(doc, token());
}

} // namespace remit::cedar
